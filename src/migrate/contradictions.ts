import { listWords, locate } from '../base/index.ts'
import type { Finding } from '../findings/index.ts'
import type { Compared } from './comparison.ts'
import { MigrationRefusedError } from './errors.ts'

type Direction = 'up' | 'down'

/** A way in which the folder and the ledger can be at odds. */
interface Contradiction {
  check: string
  isMet(compared: Compared): boolean
  /** Behind the name of a file or a version. */
  says: string
  why: string
  remedy: string
  /** The run that goes on with it, instead of refusing everything. */
  mendedBy?: Direction
  isOutOfOrder?: true
}

const contradictions: Contradiction[] = [
  {
    check: 'migration-of-another-tool',
    isMet: ({ state }) => state === 'unimported',
    says: 'applied by another tool, as its ledger says',
    why: 'Our ledger does not know it, so it would be applied once more.',
    remedy: 'Take its ledger over, which changes nothing but ours: pgwright migrate import',
  },
  {
    check: 'revert-unfinished',
    isMet: ({ standing }) => standing?.reverting !== undefined,
    says: 'begun to be reverted, and not finished',
    why: 'Part of it is in the database, and part of it is not.',
    remedy: 'Finish it: pgwright migrate down',
    mendedBy: 'down',
  },
  {
    check: 'migration-unfinished',
    isMet: ({ state, standing }) => state === 'partial' && standing?.reverting === undefined,
    says: 'begun, and not finished',
    why: 'Part of it is in the database, and part of it is not.',
    remedy: 'Finish it: pgwright migrate up',
    mendedBy: 'up',
  },
  {
    check: 'applied-migration-edited',
    isMet: ({ state }) => state === 'changed',
    says: 'edited after it was applied',
    why: 'This database has what the file said before; new databases get something else.',
    remedy:
      'Take the edit back and write a new migration; if the edit changes nothing: pgwright migrate repair --accept <version>',
  },
  {
    check: 'applied-migration-removed',
    isMet: ({ state }) => state === 'removed',
    says: 'applied, but no longer in the folder',
    why: 'This database has something that new databases will not get.',
    remedy: 'Bring the file back; if it shall be forgotten: pgwright migrate repair --forget <version>',
  },
  {
    check: 'migration-out-of-order',
    isMet: ({ isOutOfOrder }) => isOutOfOrder,
    says: 'pending, but a later migration is applied',
    why: 'New databases run it before what this one has had for a while.',
    remedy: 'Give it a version after the last one, or apply it all the same: --out-of-order',
    isOutOfOrder: true,
  },
]

/** @throws {MigrationRefusedError} where a run would build on what is not as the folder says. */
export function refuseContradictions(
  compared: readonly Compared[],
  direction: Direction,
  allowOutOfOrder = false,
): void {
  for (const { isMet, says, remedy, mendedBy, isOutOfOrder } of contradictions) {
    const met = compared.filter(isMet)
    const isHarmless = isOutOfOrder && (allowOutOfOrder || direction === 'down')
    if (met.length === 0 || mendedBy === direction || isHarmless) continue
    throw new MigrationRefusedError(`${listWords(met.map(nameOf))}: ${says}`, { hint: remedy })
  }
}

export function findContradictions(compared: readonly Compared[]): Finding[] {
  return compared.flatMap(it =>
    contradictions
      .filter(({ isMet }) => isMet(it))
      .map(({ check, says, why, remedy }): Finding => {
        const { version, migration, standing } = it
        const { error } = standing?.reverting ?? standing?.current ?? {}
        return {
          ...{ check, group: 'correctness', severity: 'error', knowledge: 'observed', why },
          message: `${nameOf(it)}: ${says}`,
          ...(migration && { location: locate(migration.up.file, migration.up.text, 0, 0) }),
          evidence: { version, ...(error && { error }) },
          remedy: { title: remedy.replaceAll('<version>', version) },
          docs: 'docs/reference/migrate.md#what-is-refused',
        }
      }),
  )
}

function nameOf({ version, migration }: Compared): string {
  return migration?.up.file ?? version
}
