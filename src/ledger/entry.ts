import { DatabaseError, type Session } from '../engine/index.ts'
import { LedgerError, TurnLostError } from './errors.ts'
import type { LedgerTable } from './table.ts'

/**
 * How an attempt ended:
 * - `applied`: wholly there;
 * - `partial`: some statements are there, the others are not yet, or failed;
 * - `failed`: nothing of it is there;
 * - `reverted`: was applied, and its down migration has taken it back;
 * - `superseded`: another entry stands for it since: a repeatable migration was applied again, or a repair says otherwise.
 */
export type Outcome = 'applied' | 'partial' | 'failed' | 'reverted' | 'superseded'

/** Who says so: a run, a baseline, the ledger of another tool, a repair, or a backfill that belongs to no migration. */
export type Origin = 'run' | 'baseline' | 'import' | 'repair' | 'backfill'

/** One attempt to apply a migration, or to take it back. */
export interface LedgerEntry {
  id: number
  version: string
  name: string
  direction: 'up' | 'down'
  outcome: Outcome
  origin: Origin
  /** SHA-256 of the normalised script; null where it is not known, such as after a baseline. */
  hash: string | null
  /** How many statements the script has, and how many of them are done. */
  statements: number
  done: number
  /** SHA-256 of the statements that are done. */
  doneHash: string | null
  /** The number of the statement, from 1, that was begun outside a transaction and is not known to have ended. */
  doing: number | null
  startedAt: string
  finishedAt: string | null
  durationMs: number | null
  appliedBy: string
  /** Who wrote the entry, such as `pgwright 1.2.0`. */
  tool: string
  error: string | null
  /** What else is worth keeping: a verdict that was skipped, blockers that were cancelled, how far a backfill is. */
  details: Record<string, unknown>
}

const columns = {
  id: 'id',
  version: 'version',
  name: 'name',
  direction: 'direction',
  outcome: 'outcome',
  origin: 'origin',
  hash: 'hash',
  statements: 'statements',
  done: 'done',
  doneHash: 'done_hash',
  doing: 'doing',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
  durationMs: 'duration_ms',
  appliedBy: 'applied_by',
  tool: 'tool',
  error: 'error',
  details: 'details',
} as const satisfies Record<keyof LedgerEntry, string>

const list = Object.entries(columns)
  .map(([field, column]) => `${column} as "${field}"`)
  .join(', ')

/** Every entry, oldest first. */
export function readEntries(session: Pick<Session, 'query'>, table: LedgerTable): Promise<LedgerEntry[]> {
  return ask<LedgerEntry>(session, table, `select ${list} from ${table.qualified} order by id`)
}

/** What a writer says of an entry; the rest the database knows. */
export type EntryDraft = Pick<LedgerEntry, 'version' | 'name' | 'outcome' | 'statements' | 'done' | 'tool'> &
  Partial<Omit<LedgerEntry, 'id' | 'appliedBy'>>

/** Writes an entry, in the transaction that is open, and gives its `id`. */
export async function insertEntry(
  session: Pick<Session, 'query'>,
  table: LedgerTable,
  draft: EntryDraft,
): Promise<number> {
  const { names, values } = toColumns({ startedAt: new Date().toISOString(), ...draft })
  const places = values.map((_, index) => `$${index + 1}`)
  const sql = `insert into ${table.qualified} (${names.join(', ')}) values (${places.join(', ')})`
  return (await write(session, table, sql, values))!
}

/** Of the details only those that are given change: another process may have put something there. */
export async function updateEntry(
  session: Pick<Session, 'query'>,
  table: LedgerTable,
  id: number,
  changes: Partial<EntryDraft>,
): Promise<void> {
  const { names, values } = toColumns(changes)
  const assignments = names.map((name, index) =>
    name === 'details' ? `details = details || $${index + 2}` : `${name} = $${index + 2}`,
  )
  const sql = `update ${table.qualified} set ${assignments.join(', ')} where id = $1`
  await write(session, table, sql, [id, ...values])
}

/**
 * Takes the turn once more, which does nothing where it is still ours: a script may have given it away, by DISCARD ALL or
 * `pg_advisory_unlock_all()`. Whatever is written in the ledger does so too.
 *
 * @throws {TurnLostError} where another runner has it.
 */
export async function keepTurn(session: Pick<Session, 'query'>, table: LedgerTable): Promise<void> {
  const [row] = await session.query<{ isOurs: boolean }>(`select ${takeAgain(table)} as "isOurs"`)
  if (!row!.isOurs) throw new TurnLostError(table.qualified)
}

function takeAgain({ turn }: LedgerTable): string {
  return turn === undefined ? 'true' : `pg_catalog.pg_try_advisory_lock(${turn})`
}

async function write(
  session: Pick<Session, 'query'>,
  table: LedgerTable,
  sql: string,
  values: readonly unknown[],
): Promise<number | undefined> {
  const returning = `returning id, ${takeAgain(table)} as "isOurs"`
  const [row] = await ask<{ id: number; isOurs: boolean }>(session, table, `${sql} ${returning}`, values)
  if (row?.isOurs === false) throw new TurnLostError(table.qualified)
  return row?.id
}

/** Says what a server means that lets nobody read or write the table; what passes is left to whoever may try again. */
async function ask<Row>(
  session: Pick<Session, 'query'>,
  { qualified }: LedgerTable,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  try {
    return await session.query<Row>(sql, values)
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    // Somebody else has written that the same was done or begun.
    if (error.sqlstate === '23505') throw new TurnLostError(qualified)
    const hint = hintOf(error.sqlstate, qualified)
    if (hint === undefined) throw error
    throw new LedgerError(`the ledger ${qualified}: ${error.message}`, { hint, cause: error })
  }
}

function hintOf(sqlstate: string, qualified: string): string | undefined {
  if (sqlstate === '42501') return `Who migrates needs: grant select, insert, update on ${qualified} to …`
  if (sqlstate === '25006') return 'Nothing can be written here: connect to the primary.'
  if (!sqlstate.startsWith('42')) return undefined
  return 'Is it a table of pgwright? If another has this name, give ours a name of its own: --ledger <name>.'
}

/** Takes a detail out of every entry that has it. */
export async function dropDetail(
  session: Pick<Session, 'query'>,
  table: LedgerTable,
  name: string,
): Promise<void> {
  await write(session, table, `update ${table.qualified} set details = details - $1 where details ? $1`, [
    name,
  ])
}

function toColumns(fields: Partial<LedgerEntry>): { names: string[]; values: unknown[] } {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  return {
    names: given.map(([field]) => columns[field as keyof LedgerEntry]),
    values: given.map(([field, value]) => (field === 'details' ? JSON.stringify(value) : value)),
  }
}
