import { setTimeout } from 'node:timers/promises'
import type { Cluster, Session } from '../../src/engine/index.ts'
import { needsOwnTransaction, type Statement, transactionCommand } from '../../src/sql/index.ts'

/*
 * The same question as `isDangerous`, asked with nothing of pgwright's: `pg_locks`, files of relations, tuples read; and of
 * statements whose locks are gone when they end, whether somebody who writes makes them wait.
 */

const strongModes = ['ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock']

interface Relation {
  kind: string
  file: string
  table: string
  size: number
}

/**
 * Runs the statements of a case on a database whose tables have at least so many rows, and says whether any is dangerous. What a
 * single statement changes in a transaction is taken back.
 */
export async function isPlainlyDangerous(
  cluster: Cluster,
  database: string,
  statements: readonly Statement[],
  rows: number,
): Promise<boolean> {
  await using session = await cluster.connect(database)
  await using writer = await cluster.connect(database)
  const existing = new Set((await readRelations(session)).keys())
  let isOpen = false
  let isDangerous = false
  for (const statement of statements) {
    const command = transactionCommand(statement)
    if (command !== undefined) {
      await session.execute(command)
      isOpen = command === 'begin'
    } else if (!isOpen && (needsOwnTransaction(statement) || statement.kind === 'CallStmt')) {
      isDangerous = (await doesWriterBlock(session, writer, statement, existing)) || isDangerous
    } else {
      if (!isOpen) await session.execute('begin')
      isDangerous = (await holdsWhileWorking(session, statement, existing, rows)) || isDangerous
      if (!isOpen) await session.execute(statements.length === 1 ? 'rollback' : 'commit')
    }
  }
  return isDangerous
}

async function holdsWhileWorking(
  session: Session,
  { text }: Statement,
  existing: ReadonlySet<string>,
  rows: number,
): Promise<boolean> {
  const before = await readRelations(session)
  const readBefore = await readTuplesRead(session)
  await session.execute(text)
  const after = await readRelations(session)
  const readAfter = await readTuplesRead(session)
  const locks = await session.query<{ oid: string; mode: string }>(
    "select relation::text as oid, mode from pg_locks where pid = pg_backend_pid() and locktype = 'relation'",
  )
  const isBlocking = locks.some(({ oid, mode }) => {
    const kind = (after.get(oid) ?? before.get(oid))?.kind
    if (!existing.has(oid) || kind === undefined) return false
    return kind === 'm' ? mode === 'AccessExclusiveLock' : 'rpf'.includes(kind) && strongModes.includes(mode)
  })
  const isRead = [...readAfter].some(
    ([oid, tuples]) => existing.has(oid) && tuples - (readBefore.get(oid) ?? 0) >= rows / 2,
  )
  return isBlocking && (isRead || hasWritten(before, after, existing))
}

/** A new file that has something in it, of a relation of a table that was there. */
function hasWritten(
  before: ReadonlyMap<string, Relation>,
  after: ReadonlyMap<string, Relation>,
  existing: ReadonlySet<string>,
): boolean {
  const files = new Set([...before.values()].map(({ file }) => file))
  return [...after].some(([oid, { kind, file, table, size }]) => {
    const isExisting = existing.has(kind === 'i' ? table : oid)
    const isEmptied = (after.get(kind === 'i' ? table : oid)?.size ?? 0) === 0
    return 'rmi'.includes(kind) && isExisting && size > 0 && !isEmptied && !files.has(file)
  })
}

/** Whether a session that has just written to every table makes the statement wait for a lock, and files are new when it is done. */
async function doesWriterBlock(
  session: Session,
  writer: Session,
  { text }: Statement,
  existing: ReadonlySet<string>,
): Promise<boolean> {
  const before = await readRelations(session)
  await writer.execute('begin')
  const tables = await writer.query<{ name: string }>(
    "select oid::regclass::text as name from pg_class where relkind in ('r', 'p') and oid >= 16384",
  )
  for (const { name } of tables) await writer.execute(`lock table ${name} in row exclusive mode`)
  let isDone = false
  const running = session.execute(text).finally(() => {
    isDone = true
  })
  running.catch(() => undefined)
  let isWaiting = false
  for (const start = Date.now(); !isDone && !isWaiting && Date.now() - start < 1000; await setTimeout(20)) {
    const waits = await writer.query(
      "select from pg_locks where pid = $1 and locktype = 'relation' and not granted and mode = any ($2)",
      [session.pid, strongModes],
    )
    isWaiting = waits.length > 0
  }
  await writer.execute('rollback')
  await running
  const after = await readRelations(session)
  return isWaiting && hasWritten(before, after, existing)
}

async function readRelations(session: Session): Promise<Map<string, Relation>> {
  const rows = await session.query<Relation & { oid: string }>(
    `select c.oid::text, c.relkind as kind, c.relfilenode::text as file, coalesce(i.indrelid, 0)::text as table,
       case when c.relkind in ('r', 'm', 'i') then pg_relation_size(c.oid) else 0 end::int as size
     from pg_class c left join pg_index i on i.indexrelid = c.oid where c.oid >= 16384`,
  )
  return new Map(rows.map(({ oid, ...relation }) => [oid, relation]))
}

async function readTuplesRead(session: Session): Promise<Map<string, number>> {
  const rows = await session.query<{ oid: string; tuples: number }>(
    `select relid::text as oid, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as tuples from pg_stat_xact_user_tables`,
  )
  return new Map(rows.map(({ oid, tuples }) => [oid, tuples]))
}
