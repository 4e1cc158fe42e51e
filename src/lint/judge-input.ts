import { count, formatLocation } from '../base/index.ts'
import { parseSnapshot } from '../catalog/index.ts'
import type { Step } from '../effects/index.ts'
import type { NotAssessed, Report } from '../findings/index.ts'
import { aroundRun, type PendingScripts, readScripts, unseenHooks } from '../history/index.ts'
import type { SqlSyntaxError } from '../sql/index.ts'
import { checksOfLint } from './all-checks.ts'
import { collectFacts } from './facts.ts'
import { describeSyntaxError, findHistoryProblems } from './history-findings.ts'
import type { Judgement } from './judgement.ts'
import { foldHistory, type Knowledge, knowCatalog, knowNothing } from './knowledge.ts'
import type { LintOptions } from './lint-options.ts'
import { filesOf, placeFindings, sortByPlace } from './place-finding.ts'
import { applyPolicy, chooseChecks, countRows } from './policy.ts'
import type { Input } from './read-input.ts'
import { type Change, statementsOf } from './rule.ts'
import { judgePredicted, type StatementCures } from './run-rules.ts'
import { suppress } from './suppress.ts'

/** A judgement with what it looked at, for who wants to go on with it. */
export interface Assessment {
  judgement: Judgement
  scripts: readonly PendingScripts[]
  cures: StatementCures
}

export async function judgeInput(input: Input, options: LintOptions): Promise<Assessment> {
  const { policy = {} } = options
  const choices = chooseChecks(policy)
  const knowledge = await gatherKnowledge(input, options)
  const rows = countRows(knowledge.model)
  const errors: SqlSyntaxError[] = []
  const pending = aroundRun(input.history, input.selection.pending)
  const scripts = await readScripts(pending, { onError: error => errors.push(error) })
  const history = { ...input.history, hasReverts: hasReverts(input) }
  const judging = { choices, goesOn: !input.isHistory }
  const { change, cures, findings: judged } = await judgePredicted(scripts, history, knowledge.model, judging)
  const found = [...findHistoryProblems(input.selection), ...errors.map(describeSyntaxError), ...judged]
  const wanted = applyPolicy(sortByPlace(found, filesOf(scripts)), policy, rows)
  const { findings, suppressed } = suppress(wanted, scripts, checksOfLint)
  const sources = scripts.flatMap(({ up, down }) => [...up.sources, ...(down?.sources ?? [])])
  const own = new Set(filesOf(scripts))
  const judgement: Judgement = {
    findings: placeFindings(findings, pending),
    suppressed,
    facts: collectFacts(input, knowledge, change),
    examined: describeScope(input, knowledge, change),
    notAssessed: listGaps(input, knowledge, scripts, change),
    included: sources.filter(([file]) => !own.has(file)),
  }
  return { judgement, scripts, cures }
}

function gatherKnowledge(
  { history, selection, isHistory }: Input,
  options: LintOptions,
): Promise<Knowledge> | Knowledge {
  const { snapshot, rows, major } = options
  const structure = snapshot === undefined ? options.structure : parseSnapshot(snapshot.text, snapshot.file)
  if (structure !== undefined) return knowCatalog(structure, rows, major)
  return isHistory ? foldHistory(history, selection.base, options) : knowNothing(major)
}

/** Whoever writes no down migration for any does not mean to revert. */
function hasReverts({ history }: Input): boolean {
  return history.migrations.some(({ down }) => down !== undefined)
}

function listGaps(
  input: Input,
  knowledge: Knowledge,
  scripts: readonly PendingScripts[],
  change: Change,
): NotAssessed[] {
  return [
    ...[...input.history.notAssessed, ...unseenHooks(input.history)].map(({ file, because }) => ({
      what: file,
      because,
    })),
    ...knowledge.notAssessed,
    ...scripts.flatMap(({ up, down }) => [...up.notAssessed, ...(down?.notAssessed ?? [])]),
    ...statementsOf(change).flatMap(({ statement }) => listUnfollowed(statement)),
    ...listUnreached(scripts, input, change),
  ]
}

function listUnfollowed({ statement: { location }, effect }: Step): NotAssessed[] {
  return effect.unfollowed.map(what => ({ what, because: 'what it does cannot be foreseen', location }))
}

/** In a history nothing runs after a statement that PostgreSQL refuses. */
function listUnreached(
  scripts: readonly PendingScripts[],
  { history, isHistory }: Input,
  change: Change,
): NotAssessed[] {
  const last = change.migrations.at(-1)
  const failed = last?.statements.at(-1)
  if (!isHistory || last === undefined || failed?.error === undefined) return []
  const rest = last.up.statements.slice(last.up.statements.indexOf(failed.statement) + 1)
  const later = scripts.slice(change.migrations.length).flatMap(({ up }) => up.statements)
  const unreached = [...rest, ...later]
  if (unreached.length === 0) return []
  return [
    {
      what: `${count(unreached.length, 'statement')} after ${formatLocation(failed.statement.location)}`,
      because: `PostgreSQL would refuse the one there, and ${history.format} would not go on`,
      location: unreached[0]!.location,
    },
  ]
}

function describeScope(
  { history, selection, isHistory }: Input,
  { source }: Knowledge,
  { migrations }: Change,
): Report['examined'] {
  return {
    ...(isHistory
      ? { format: history.format, pending: selection.pending.length, base: selection.base.length }
      : { files: selection.pending.length }),
    ...(history.hooks?.length && { hooks: history.hooks.length }),
    statements: migrations.reduce((sum, { statements }) => sum + statements.length, 0),
    knowledge: source,
  }
}
