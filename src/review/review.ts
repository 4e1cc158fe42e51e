import { readFile } from 'node:fs/promises'
import { UsageError } from '../base/index.ts'
import type { Snapshot } from '../catalog/index.ts'
import {
  type Finding,
  judge,
  type NotAssessed,
  type Report,
  type SuppressedFinding,
} from '../findings/index.ts'
import {
  aroundRun,
  type Choice,
  type History,
  type HistorySettings,
  pendingInDatabase,
  type Querier,
  readHistory,
  type Script,
  type Selection,
  selectPending,
  unseenHooks,
} from '../history/index.ts'
import {
  type Accepted,
  acceptKnown,
  applyPolicy,
  chooseChecks,
  describeSyntaxError,
  findHistoryProblems,
  judgeObserved,
  type KnownOptions,
  type Policy,
  placeFindings,
  type RuleChoices,
  suppress,
} from '../lint/index.ts'
import { modelOf } from '../prediction/index.ts'
import { type BaseSummary, type Rehearsal, rehearse } from '../rehearsal/index.ts'
import { SqlSyntaxError } from '../sql/index.ts'
import { collectFacts } from './facts.ts'
import { arrangeSections } from './sections.ts'

export interface ReviewOptions extends SelectionOptions, HistorySettings {
  /** The folder of the migrations, or the root of the project. */
  dir: string
  /** The layout of the folder by the name of its tool, instead of finding out. */
  layout?: string
  /** Which migrations are pending; default: what the default branch of the git repository does not have. */
  pending?: Choice
  /** Pending is what the ledger of this database lacks. */
  ledger?: Querier
  /** The name of pgwright's own ledger there, where it has another than usual. */
  ledgerTable?: string
}

export interface SelectionOptions extends KnownOptions {
  /** Major version of the PostgreSQL to rehearse on; default: the newest there is. */
  major?: number
  /** Files run before the first migration: roles, extensions and schemas that the target platform provides. */
  setup?: string[]
  /** The base is this database, read with its dependencies, instead of what the applied migrations make. */
  structure?: Snapshot
  /** Files run after the last applied migration: data. */
  seeds?: string[]
  /** What the team says about checks and tables. */
  policy?: Policy
  onProgress?: (step: string) => void
}

export interface Review extends Report {
  /** What was seen; missing where a pending script is no SQL. */
  rehearsal?: Rehearsal
  /** The text of every file that findings point into, by name. */
  sources: Map<string, string>
}

type Rehearsed = Rehearsal & { base: BaseSummary }

/**
 * Rehearses what is pending in a history of migrations, and judges what was seen.
 *
 * @throws {UsageError} for a folder, a selection or a file that is not there or not as it should be.
 * @throws {ReplayError} when the history before the pending change cannot be replayed.
 */
export async function review(options: ReviewOptions): Promise<Review> {
  const history = await readHistory(options.dir, { ...options, format: options.layout })
  const selection =
    options.ledger === undefined
      ? await selectPending(history, options.pending)
      : await pendingInDatabase(history, options.ledger, options.ledgerTable)
  return reviewSelection(history, selection, options)
}

/** The same for a history that is read already, and cut in what is applied and what is pending. */
export async function reviewSelection(
  history: History,
  selection: Selection,
  options: SelectionOptions,
): Promise<Review> {
  const { policy = {} } = options
  const choices = chooseChecks(policy)
  const { rehearsal, found } = await rehearsePending(history, selection, choices, options)
  const wanted = applyPolicy([...findHistoryProblems(selection), ...found], policy)
  const { findings: kept, suppressed } = suppress(wanted, rehearsal?.migrations ?? [])
  const accepted = acceptKnown(kept, options)
  const findings = placeFindings(accepted.findings, aroundRun(history, selection.pending))
  const silenced = { suppressed, ...(accepted.baseline && { baseline: accepted.baseline }) }
  const notAssessed = listGaps(history, rehearsal)
  return {
    command: 'review',
    verdict: judge(findings, notAssessed),
    findings,
    facts: { ...collectFacts(history, selection, rehearsal), ...silenced },
    examined: describeScope(history, selection, rehearsal, silenced),
    notAssessed,
    sections: rehearsal === undefined ? [] : arrangeSections(history, rehearsal.migrations),
    ...(rehearsal && { rehearsal }),
    sources: rehearsal?.sources ?? new Map(selection.pending.map(({ up }) => [up.file, up.text])),
  }
}

/** SQL that cannot be parsed is a finding like any other; there is just no rehearsal then. */
async function rehearsePending(
  history: History,
  { base, pending }: Selection,
  choices: RuleChoices,
  { major, structure, setup, seeds, onProgress }: SelectionOptions,
): Promise<{ rehearsal?: Rehearsed; found: Finding[] }> {
  const options = {
    // A copy of a live database wants a server of its major.
    major: major ?? (structure && Number.parseInt(structure.serverVersion, 10)),
    structure: structure?.catalog,
    setup: await readScripts(setup),
    seeds: await readScripts(seeds),
    onProgress,
  }
  try {
    const rehearsal = await rehearse(history, base, aroundRun(history, pending), options)
    const hasReverts = history.migrations.some(({ down }) => down !== undefined)
    const model = modelOf(rehearsal.before, Number.parseInt(rehearsal.serverVersion, 10))
    return {
      rehearsal,
      found: await judgeObserved({ migrations: rehearsal.migrations, hasReverts }, history, model, {
        choices,
      }),
    }
  } catch (error) {
    if (!(error instanceof SqlSyntaxError)) throw error
    return { found: [describeSyntaxError(error)] }
  }
}

async function readScripts(files: readonly string[] = []): Promise<Script[]> {
  return Promise.all(
    files.map(async file => ({ file, text: await readText(file), execution: 'autocommit' as const })),
  )
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`)
  }
}

function listGaps(history: History, rehearsal: Rehearsal | undefined): NotAssessed[] {
  const unread = [...history.notAssessed, ...unseenHooks(history)].map(({ file, because }) => ({
    what: file,
    because,
  }))
  return [...unread, ...(rehearsal?.notAssessed ?? [])]
}

function describeScope(
  history: History,
  selection: Selection,
  rehearsal: Rehearsed | undefined,
  { suppressed, baseline }: { suppressed: SuppressedFinding[] } & Pick<Accepted, 'baseline'>,
): Report['examined'] {
  return {
    format: history.format,
    pending: selection.pending.length,
    base: selection.base.length,
    ...(history.hooks?.length && { hooks: history.hooks.length }),
    ...(rehearsal && { server: `PostgreSQL ${rehearsal.serverVersion}` }),
    statements: rehearsal?.migrations.flatMap(({ statements }) => statements).length ?? 0,
    ...(suppressed.length > 0 && { suppressed: suppressed.length }),
    ...(baseline !== undefined && { known: baseline.known }),
  }
}
