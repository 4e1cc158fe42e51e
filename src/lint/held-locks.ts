import { type HeldLock, isStrong, isTable, type Step } from '../effects/index.ts'

/** The locks on tables that applications use, held when a statement was done, that block at least writes; by name. */
export function strongTableLocks({ held }: Step): HeldLock[] {
  return held.filter(isFelt).sort(byName)
}

/** Those of them that this statement took or made stronger. */
export function newStrongTableLocks(statement: Step): HeldLock[] {
  return statement.effect.locks.filter(lock => lock.relation.isExisting && isFelt(lock)).sort(byName)
}

/** A server does not tell in which order they were taken, and a finding should read the same either way. */
function byName(a: HeldLock, b: HeldLock): number {
  return a.relation.name < b.relation.name ? -1 : 1
}

/** Nobody writes to a materialized view but whoever refreshes it. */
function isFelt({ relation: { kind }, mode }: HeldLock): boolean {
  return kind === 'materialized view' ? mode.blocks.includes('reads') : isTable(kind) && isStrong(mode)
}

/** `blocks reads and writes`, or `blocks writes`. */
export function blocksWhat({ mode }: HeldLock): string {
  return mode.blocks.includes('reads') ? 'blocks reads and writes' : 'blocks writes'
}

export function lockEvidence(
  locks: readonly HeldLock[],
): { table: string; mode: string; blocks: string[] }[] {
  return locks.map(({ relation, mode }) => ({
    table: relation.name,
    mode: mode.sql,
    blocks: mode.blocks.filter(it => it !== 'schema changes'),
  }))
}
