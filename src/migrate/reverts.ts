import type { Migration } from '../history/index.ts'
import type { LedgerEntry } from '../ledger/index.ts'
import type { Compared } from './comparison.ts'
import { refuseContradictions } from './contradictions.ts'
import { MigrationRefusedError } from './errors.ts'

/** A migration that is to be taken back. */
export interface Revert {
  migration: Migration
  /** What says that it is applied. */
  entry: LedgerEntry
  /** The entry of an attempt to take it back that was begun and has to be gone on with. */
  begun?: LedgerEntry
}

/** Either the version that is to be the last one that is applied, or how many are to be taken back. */
export interface RevertChoice {
  target?: string
  /** Default: 1. */
  last?: number
}

/**
 * What is to be taken back, the last first. What was begun to be taken back comes with it.
 *
 * @throws {MigrationRefusedError} where the folder and the ledger contradict each other, or nothing fits the choice.
 */
export function planReverts(compared: readonly Compared[], { target, last = 1 }: RevertChoice): Revert[] {
  refuseContradictions(compared, 'down')
  const applied = compared.filter(
    ({ migration, standing }) => standing?.current !== undefined && !migration!.isRepeatable,
  )
  const kept = target === undefined ? Math.max(applied.length - last, 0) : positionAfter(applied, target)
  return applied
    .slice(kept)
    .toReversed()
    .map(({ migration, standing }) => {
      const { current, reverting } = standing!
      return { migration: migration!, entry: current!, ...(reverting && { begun: reverting }) }
    })
}

function positionAfter(applied: readonly Compared[], target: string): number {
  const position = applied.findIndex(({ version }) => version === target)
  if (position >= 0) return position + 1
  throw new MigrationRefusedError(`no migration with the version ${target} is applied`, {
    hint: `The last that is applied is ${applied.at(-1)?.version ?? 'none'}.`,
  })
}
