import { formatLocation } from '../base/index.ts'
import type { Finding, Knowledge } from '../findings/index.ts'
import type { History, PendingScripts } from '../history/index.ts'
import type { Model } from '../prediction/index.ts'
import { loadDeparser } from '../sql/index.ts'
import { adviseRemedy, type Cure, findCures } from './cure.ts'
import { type ForesightOptions, foresee } from './foresee.ts'
import type { Change, Problem, Rule, Scene } from './rule.ts'
import { rules } from './rules.gen.ts'

type SessionRules = Pick<History, 'transactionScope' | 'settings'>

/** What cures the statement at a place, such as `1.sql:3:1`. */
export type StatementCures = Map<string, readonly Cure[]>

/** A problem with the rule that found it. */
type Found = { rule: Rule; problem: Problem }

/**
 * What the rules find in a change that was observed, in the order of the files and statements. `model` is the database before
 * it, for the rules that judge words and names; it is changed.
 */
export async function judgeObserved(change: Change, history: SessionRules, model: Model): Promise<Finding[]> {
  await loadDeparser()
  const { found, cures } = await followStatements(history, change.migrations, model)
  return describeAll([...found, ...judgeEffects(change)], change, cures)
}

/** The same for a change that nobody has run: its effects are predicted. */
export async function judgePredicted(
  scripts: readonly PendingScripts[],
  history: SessionRules & { hasReverts: boolean },
  model: Model,
  options: Omit<ForesightOptions, 'visit'> = {},
): Promise<{ findings: Finding[]; change: Change; cures: StatementCures }> {
  await loadDeparser()
  const { found, cures, migrations } = await followStatements(history, scripts, model, options)
  const change: Change = { migrations, hasReverts: history.hasReverts }
  return { findings: describeAll([...found, ...judgeEffects(change)], change, cures), change, cures }
}

async function followStatements(
  history: SessionRules,
  scripts: readonly PendingScripts[],
  model: Model,
  options: ForesightOptions = {},
) {
  const found: Found[] = []
  const cures: StatementCures = new Map()
  const visit = (scene: Scene) => {
    cures.set(formatLocation(scene.statement.location), findCures(scene))
    for (const rule of rules) {
      for (const problem of rule.checkStatement?.(scene) ?? []) found.push({ rule, problem })
    }
  }
  return { migrations: await foresee(history, scripts, model, { ...options, visit }), found, cures }
}

function judgeEffects(change: Change): Found[] {
  return rules.flatMap(rule => (rule.check?.(change) ?? []).map(problem => ({ rule, problem })))
}

function describeAll(found: readonly Found[], change: Change, cures: StatementCures): Finding[] {
  const knowledge = knowledgeByPlace(change)
  const files = change.migrations.flatMap(({ migration: { up, down } }) => [up.file, down?.file])
  const place = ({ location }: Finding) =>
    files.indexOf(location?.file) * 1e9 + (location?.line ?? 0) * 1e4 + (location?.column ?? 0)
  return found
    .map(({ rule, problem: { severity = rule.severity, ...problem } }): Finding => {
      const { file, line, column } = problem.location
      return {
        check: rule.name,
        group: rule.group,
        severity,
        knowledge: knowledge.get(`${file}:${line}:${column}`) ?? 'text',
        why: firstParagraph(rule.why),
        docs: `docs/rules/${rule.name}.md`,
        ...problem,
        remedy: adviseRemedy(rule.name, cures.get(formatLocation(problem.location)) ?? []) ?? problem.remedy,
      }
    })
    .sort((a, b) => place(a) - place(b))
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
