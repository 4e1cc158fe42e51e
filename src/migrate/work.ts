import { count } from '../base/index.ts'
import { type History, type Migration, type Phase, phases } from '../history/index.ts'
import type { LedgerEntry } from '../ledger/index.ts'
import type { Compared } from './comparison.ts'
import { refuseContradictions } from './contradictions.ts'
import { MigrationRefusedError } from './errors.ts'

/** One migration that is to be applied. */
export interface Task {
  migration: Migration
  /** The entry of an attempt that was begun and has to be gone on with. */
  begun?: LedgerEntry
  /** The entry of a repeatable migration that was applied as it was before. */
  outdated?: LedgerEntry
}

export interface WorkOptions {
  /** The last version to apply; by default all of them. */
  target?: string
  /** Apply nothing from the first pending migration on that belongs to a later phase; by default all of them. */
  phase?: Phase
  /** Whether a pending migration may sort before one that is applied. */
  allowOutOfOrder?: boolean
}

/**
 * What is to be applied, in order.
 *
 * @throws {MigrationRefusedError} where the folder and the ledger contradict each other.
 */
export function planWork(history: History, compared: readonly Compared[], options: WorkOptions = {}): Task[] {
  refuseUnread(history)
  refuseContradictions(compared, 'up', options.allowOutOfOrder)
  const wanted = upTo(compared, options.target)
  const tasks = wanted.flatMap(({ state, migration, standing }): Task[] => {
    if (migration === undefined || state === 'applied') return []
    const entry = standing?.current
    if (entry === undefined) return [{ migration }]
    return [state === 'partial' ? { migration, begun: entry } : { migration, outdated: entry }]
  })
  return untilPhase(tasks, options.phase)
}

function untilPhase(tasks: Task[], wanted: Phase | undefined): Task[] {
  const rank = (phase: Phase | undefined) => (phase === undefined ? -1 : phases.indexOf(phase))
  if (wanted === undefined) return tasks
  const later = tasks.findIndex(({ migration }) => rank(migration.phase) > rank(wanted))
  return later < 0 ? tasks : tasks.slice(0, later)
}

/** A migration that pgwright cannot run must not be passed over in silence. */
function refuseUnread({ notAssessed, format }: History): void {
  const [first] = notAssessed
  if (first === undefined) return
  throw new MigrationRefusedError(`${first.file}: ${first.because}`, {
    hint: `pgwright runs the SQL of ${format} only: ${count(notAssessed.length, 'file')} of this folder cannot be run.`,
  })
}

/** @throws {MigrationRefusedError} where no migration has the version. */
export function upTo(compared: readonly Compared[], target: string | undefined): readonly Compared[] {
  if (target === undefined) return compared
  const last = compared.findIndex(({ version }) => version === target)
  if (last < 0) {
    throw new MigrationRefusedError(`no migration has the version ${target}`, {
      hint: `The last is ${compared.at(-1)?.version ?? 'none'}.`,
    })
  }
  return compared.slice(0, last + 1)
}
