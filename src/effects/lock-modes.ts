/** What a lock keeps other sessions from doing with a table until the transaction ends. */
export type Blocked = 'reads' | 'writes' | 'schema changes'

export interface LockMode {
  /** As `pg_locks.mode` spells it. */
  name: string
  /** As `LOCK TABLE` spells it. */
  sql: string
  /** Rank among the modes, 1 to 8. */
  strength: number
  blocks: readonly Blocked[]
}

/** The table-level lock modes and what they conflict with (manual, "13.3.1 Table-Level Locks", table 13.2). */
export const lockModes: readonly LockMode[] = [
  { name: 'AccessShareLock', sql: 'ACCESS SHARE', strength: 1, blocks: [] },
  { name: 'RowShareLock', sql: 'ROW SHARE', strength: 2, blocks: [] },
  { name: 'RowExclusiveLock', sql: 'ROW EXCLUSIVE', strength: 3, blocks: ['schema changes'] },
  {
    name: 'ShareUpdateExclusiveLock',
    sql: 'SHARE UPDATE EXCLUSIVE',
    strength: 4,
    blocks: ['schema changes'],
  },
  { name: 'ShareLock', sql: 'SHARE', strength: 5, blocks: ['writes', 'schema changes'] },
  {
    name: 'ShareRowExclusiveLock',
    sql: 'SHARE ROW EXCLUSIVE',
    strength: 6,
    blocks: ['writes', 'schema changes'],
  },
  { name: 'ExclusiveLock', sql: 'EXCLUSIVE', strength: 7, blocks: ['writes', 'schema changes'] },
  {
    name: 'AccessExclusiveLock',
    sql: 'ACCESS EXCLUSIVE',
    strength: 8,
    blocks: ['reads', 'writes', 'schema changes'],
  },
]

const modesByName = new Map(lockModes.map(mode => [mode.name, mode]))

export function lockMode(name: string): LockMode {
  const mode = modesByName.get(name)
  if (mode === undefined) throw new Error(`unknown lock mode ${name}`)
  return mode
}

/** Whether applications feel a lock: it blocks writes, or reads and writes. */
export function isStrong(mode: LockMode): boolean {
  return mode.blocks.includes('writes')
}
