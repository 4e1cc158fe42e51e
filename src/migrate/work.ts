import { count, listWords } from '../base/index.ts'
import type { History, Migration } from '../history/index.ts'
import type { LedgerEntry } from '../ledger/index.ts'
import type { Compared } from './comparison.ts'
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
  refuseContradictions(compared, options.allowOutOfOrder ?? false)
  const wanted = upTo(compared, options.target)
  return wanted.flatMap(({ state, migration, standing }): Task[] => {
    if (migration === undefined || state === 'applied') return []
    const entry = standing?.current
    if (entry === undefined) return [{ migration }]
    return [state === 'partial' ? { migration, begun: entry } : { migration, outdated: entry }]
  })
}

/** A migration that pgwright cannot run must not be passed over in silence. */
function refuseUnread({ notAssessed, format }: History): void {
  const [first] = notAssessed
  if (first === undefined) return
  throw new MigrationRefusedError(`${first.file}: ${first.because}`, {
    hint: `pgwright runs the SQL of ${format} only: ${count(notAssessed.length, 'file')} of this folder cannot be run.`,
  })
}

function refuseContradictions(compared: readonly Compared[], allowOutOfOrder: boolean): void {
  const reverting = compared.filter(({ standing }) => standing?.reverting !== undefined)
  if (reverting.length > 0) {
    throw new MigrationRefusedError(`${nameAll(reverting)}: begun to be reverted, and not finished`, {
      hint: 'Finish it: pgwright migrate down',
    })
  }
  const changed = compared.filter(({ state }) => state === 'changed')
  if (changed.length > 0) {
    throw new MigrationRefusedError(`${nameAll(changed)}: edited after it was applied`, {
      hint: 'Take the edit back and write a new migration; if the edit changes nothing: pgwright migrate repair --accept <version>',
    })
  }
  const removed = compared.filter(({ state }) => state === 'removed')
  if (removed.length > 0) {
    throw new MigrationRefusedError(`${nameAll(removed)}: applied, but no longer in the folder`, {
      hint: 'Bring the file back; if it shall be forgotten: pgwright migrate repair --forget <version>',
    })
  }
  const late = compared.filter(({ isOutOfOrder }) => isOutOfOrder)
  if (late.length > 0 && !allowOutOfOrder) {
    throw new MigrationRefusedError(`${nameAll(late)}: pending, but a later migration is applied`, {
      hint: 'Give it a version after the last one, or apply it all the same: --out-of-order',
    })
  }
}

function nameAll(compared: readonly Compared[]): string {
  return listWords(compared.map(({ version, migration }) => migration?.up.file ?? version))
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
