import { formatLocation } from '../base/index.ts'
import type { Finding, Knowledge, Severity } from '../findings/index.ts'
import type { History, PendingScripts } from '../history/index.ts'
import type { Model } from '../prediction/index.ts'
import { adviseRemedy, type Cure, findCures } from './cure.ts'
import { type ForesightOptions, foresee } from './foresee.ts'
import { filesOf, sortByPlace } from './place-finding.ts'
import { readBodyScene } from './query/body-scene.ts'
import { queriesOf } from './query/query-scene.ts'
import type { Change, ChangedMigration, Problem, Rule, Scene } from './rule.ts'
import { rules } from './rules.gen.ts'

type SessionRules = Pick<History, 'transactionScope' | 'settings'>

/** What a team wants of each rule, by its name: another severity, or none of it. An optional rule runs when it is named. */
export type RuleChoices = Readonly<Record<string, Severity | 'off'>>

export interface JudgeOptions {
  choices?: RuleChoices
  /** As for `foresee`. */
  goesOn?: boolean
}

/** What cures the statement at a place, such as `1.sql:3:1`. */
export type StatementCures = Map<string, readonly Cure[]>

/** A problem with the rule that found it. */
type Found = { rule: Rule; problem: Problem }

/**
 * What the rules find in a change that was observed, in the order of the files and statements. `model` is the database before
 * it, for the rules that judge words and names; it is changed.
 */
export async function judgeObserved(
  change: Change,
  history: SessionRules,
  model: Model,
  { choices = {} }: JudgeOptions = {},
): Promise<Finding[]> {
  const chosen = chooseRules(choices)
  // The rehearsal knows better what PostgreSQL refuses.
  const played = { goesOn: true }
  const { found, cures } = await followStatements(
    chosen,
    history,
    change.migrations.map(asFarAsRun),
    model,
    played,
  )
  return describeAll([...found, ...judgeEffects(chosen, change, model)], change, choices, cures)
}

/** Without what follows a statement that failed. */
function asFarAsRun({ statements, ...migration }: ChangedMigration): PendingScripts {
  const { up } = migration
  const failed = statements.find(({ error }) => error !== undefined)?.statement
  if (failed === undefined) return migration
  return {
    ...migration,
    up: { ...up, statements: up.statements.slice(0, up.statements.indexOf(failed) + 1) },
  }
}

/** The same for a change that nobody has run: its effects are predicted. */
export async function judgePredicted(
  scripts: readonly PendingScripts[],
  history: SessionRules & { hasReverts: boolean },
  model: Model,
  { choices = {}, goesOn }: JudgeOptions = {},
): Promise<{ findings: Finding[]; change: Change; cures: StatementCures }> {
  const chosen = chooseRules(choices)
  const { found, cures, migrations } = await followStatements(chosen, history, scripts, model, { goesOn })
  const change: Change = { migrations, hasReverts: history.hasReverts }
  const findings = describeAll([...found, ...judgeEffects(chosen, change, model)], change, choices, cures)
  return { findings, change, cures }
}

function chooseRules(choices: RuleChoices): Rule[] {
  return (rules as readonly Rule[]).filter(({ name, isOptional = false }) => {
    const choice = choices[name]
    return choice === undefined ? !isOptional : choice !== 'off'
  })
}

async function followStatements(
  chosen: readonly Rule[],
  history: SessionRules,
  scripts: readonly PendingScripts[],
  model: Model,
  options: ForesightOptions = {},
) {
  const found: Found[] = []
  const cures: StatementCures = new Map()
  const judges = {
    statements: chosen.filter(doesCheck('checkStatement')),
    queries: chosen.filter(doesCheck('checkQuery')),
    bodies: chosen.filter(doesCheck('checkBody')),
  }
  const visit = (scene: Scene) => {
    const { statement, model } = scene
    cures.set(formatLocation(statement.location), findCures(scene))
    found.push(...judge(judges.statements, rule => rule.checkStatement(scene)))
    const body = readBodyScene(statement, model)
    for (const query of queriesOf(statement, model, body)) {
      const { knowledge } = query
      found.push(
        ...judge(judges.queries, rule => rule.checkQuery(query).map(problem => ({ knowledge, ...problem }))),
      )
    }
    if (body !== undefined) found.push(...judge(judges.bodies, rule => rule.checkBody(body)))
  }
  return { migrations: await foresee(history, scripts, model, { ...options, visit }), found, cures }
}

function judgeEffects(chosen: readonly Rule[], change: Change, after: Model): Found[] {
  return judge(chosen.filter(doesCheck('check')), rule => rule.check(change, after))
}

type Check = 'check' | 'checkStatement' | 'checkQuery' | 'checkBody'

/** Whether a rule judges in one of the ways; most judge in no other. */
function doesCheck<Name extends Check>(name: Name) {
  return (rule: Rule): rule is Rule & Required<Pick<Rule, Name>> => rule[name] !== undefined
}

function judge<Judging extends Rule>(
  rules: readonly Judging[],
  check: (rule: Judging) => readonly Problem[],
): Found[] {
  const found: Found[] = []
  for (const rule of rules) for (const problem of check(rule)) found.push({ rule, problem })
  return found
}

function describeAll(
  found: readonly Found[],
  change: Change,
  choices: RuleChoices,
  cures: StatementCures,
): Finding[] {
  const knowledge = knowledgeByPlace(change)
  const findings = found.map(({ rule, problem: { severity = rule.severity, ...problem } }): Finding => {
    const choice = choices[rule.name]
    const { file, line, column } = problem.location
    return {
      check: rule.name,
      group: rule.group,
      severity: choice === undefined || choice === 'off' ? severity : choice,
      knowledge: knowledge.get(`${file}:${line}:${column}`) ?? 'text',
      why: firstParagraph(rule.why),
      docs: `docs/rules/${rule.name}.md`,
      ...problem,
      remedy: adviseRemedy(rule.name, cures.get(formatLocation(problem.location)) ?? []) ?? problem.remedy,
    }
  })
  return sortByPlace(findings, filesOf(change.migrations))
}

/** How the effect of the statement at each place is known. */
function knowledgeByPlace({ migrations }: Change): Map<string, Knowledge> {
  return new Map(
    migrations.flatMap(({ statements }) =>
      statements.map(({ statement, effect }) => {
        const { file, line, column } = statement.location
        return [`${file}:${line}:${column}`, effect.knowledge] as const
      }),
    ),
  )
}

function firstParagraph(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)[0]!
    .replace(/\s+/g, ' ')
}
