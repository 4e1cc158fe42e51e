import { UsageError } from '../base/index.ts'
import type { Session } from '../engine/index.ts'
import { openFolder } from './folder.ts'
import type { LedgerRow, SqlCommand } from './format.ts'
import type { History, Migration } from './migration.ts'
import { findFormat } from './read.ts'
import { findTable, listTables, rowOf } from './tool-ledger.ts'

/** Writes in the ledger of a history's own tool, so that it can go on at any time; in the transaction that is open. */
export interface Alongside {
  /** @throws {DatabaseError} where the tool's table has a row of this migration already, or may not be written. */
  add(session: Session, migration: Migration, durationMs: number): Promise<void>
  remove(session: Session, migration: Migration, durationMs: number): Promise<void>
}

/**
 * Makes the tool's ledger where it is not there, as the tool makes it.
 *
 * @throws {UsageError} for a tool whose ledger cannot be written.
 */
export async function workAlongside(history: History, session: Session): Promise<Alongside> {
  const { ledger, title } = findFormat(history.format)
  if (ledger?.add === undefined) {
    throw new UsageError(`pgwright cannot write the ledger of ${title}`, {
      hint: 'Go on without --alongside, or with the tool alone.',
    })
  }
  const definition = ledger.definition ?? history.bookkeeping
  let found = await findTable(ledger, history, session)
  const [named = ''] = listTables(ledger, history)
  if (found === undefined && !ledger.tables.includes(named)) {
    throw new UsageError(`there is no table ${named} in which ${title} would keep its ledger`, {
      hint: 'Have the tool make it, or name the one that is there: --from-table',
    })
  }
  if (found === undefined && definition !== undefined) {
    await session.execute(definition)
    session.takeNotices()
    found = await findTable(ledger, history, session)
  }
  const { qualified: table } = found!
  const folder = openFolder(history.dir)
  const rows = await session.query<LedgerRow>(ledger.select(table, folder))
  const [about] = await session.query<{ user: string; columns: string[] }>(
    `select session_user::text as "user", array(
       select attname::text from pg_catalog.pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
     ) as columns`,
    [table],
  )
  const { user } = about!
  const change = { history, folder, table, rows, user, columns: new Set(about!.columns) }
  const run = async (session: Session, commands: readonly SqlCommand[]) => {
    for (const { sql, params } of commands) await session.query(sql, params)
  }
  const { add, remove } = ledger
  const isThere = (migration: Migration) => rowOf(ledger, migration, rows, history) !== undefined
  return {
    async add(session, migration, durationMs) {
      if (!migration.isRepeatable && isThere(migration)) return
      await run(session, add({ ...change, migration, durationMs }))
    },
    async remove(session, migration, durationMs) {
      await run(session, remove?.({ ...change, migration, durationMs }) ?? [])
    },
  }
}
