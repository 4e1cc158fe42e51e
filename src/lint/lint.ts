import { count, formatLocation } from '../base/index.ts'
import type { Snapshot } from '../catalog/index.ts'
import type { Step } from '../effects/index.ts'
import { type Baseline, judge, type NotAssessed, type Report } from '../findings/index.ts'
import { type PendingScripts, readScripts, type Script } from '../history/index.ts'
import type { SqlSyntaxError } from '../sql/index.ts'
import { checksOfLint } from './all-checks.ts'
import { collectFacts } from './facts.ts'
import { describeSyntaxError, findHistoryProblems } from './history-findings.ts'
import { foldHistory, type Knowledge, knowCatalog, knowNothing } from './knowledge.ts'
import { placeFinding } from './place-finding.ts'
import { applyPolicy, chooseChecks, countRows, type Policy } from './policy.ts'
import { type Input, type InputOptions, readInput } from './read-input.ts'
import { type Change, statementsOf } from './rule.ts'
import { judgePredicted } from './run-rules.ts'
import { type Silenced, silence } from './silence.ts'

export interface LintOptions extends InputOptions {
  /** The database before the change; without it, what the history before makes, and of plain files nothing. */
  structure?: Snapshot
  /** The planner's number of rows of each table of `structure`, by its name. */
  rows?: ReadonlyMap<string, number>
  /** Major version of the PostgreSQL that will run it; default: that of `structure`, else the newest. */
  major?: number
  /** Scripts before the first migration: roles, extensions and schemas that the target platform provides. */
  setup?: readonly Script[]
  /** What the team says about checks and tables. */
  policy?: Policy
  baseline?: Baseline
  /** The day on which entries of the baseline expire or not, such as `2027-01-31`. */
  today?: string
}

export interface Lint extends Report {
  /** The text of every file that findings point into, by name. */
  sources: Map<string, string>
}

/**
 * Judges SQL without running it: by its words, and by what each statement would do to the database that is known.
 *
 * @throws {UsageError} for files, a folder or a selection that are not there or not as they should be.
 */
export async function lint(options: LintOptions): Promise<Lint> {
  const { policy = {} } = options
  const choices = chooseChecks(policy)
  const input = await readInput(options)
  const knowledge = await gatherKnowledge(input, options)
  const rows = countRows(knowledge.model)
  const errors: SqlSyntaxError[] = []
  const { pending } = input.selection
  const scripts = await readScripts(pending, { onError: error => errors.push(error) })
  const history = { ...input.history, hasReverts: hasReverts(input) }
  const judging = { choices, goesOn: !input.isHistory }
  const { change, findings: judged } = await judgePredicted(scripts, history, knowledge.model, judging)
  const found = [...findHistoryProblems(input.selection), ...errors.map(describeSyntaxError), ...judged]
  const wanted = applyPolicy(found, policy, rows)
  const { findings: kept, ...silenced } = silence(wanted, scripts, { ...options, ranChecks: checksOfLint })
  const findings = kept.map(finding => placeFinding(finding, pending))
  const notAssessed = listGaps(input, knowledge, scripts, change)
  return {
    command: 'lint',
    verdict: judge(findings, notAssessed),
    findings,
    facts: { ...collectFacts(input, knowledge, change), ...silenced },
    examined: describeScope(input, knowledge, change, silenced),
    notAssessed,
    sections: [],
    sources: new Map(scripts.flatMap(({ up, down }) => [...up.sources, ...(down?.sources ?? [])])),
  }
}

function gatherKnowledge(
  { history, selection, isHistory }: Input,
  options: LintOptions,
): Promise<Knowledge> | Knowledge {
  const { structure, rows, major } = options
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
    ...input.history.notAssessed.map(({ file, because }) => ({ what: file, because })),
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
  { suppressed, baseline }: Omit<Silenced, 'findings'>,
): Report['examined'] {
  return {
    ...(isHistory
      ? { format: history.format, pending: selection.pending.length, base: selection.base.length }
      : { files: selection.pending.length }),
    statements: migrations.reduce((sum, { statements }) => sum + statements.length, 0),
    knowledge: source,
    ...(suppressed.length > 0 && { suppressed: suppressed.length }),
    ...(baseline !== undefined && { known: baseline.known }),
  }
}
