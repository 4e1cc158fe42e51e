import type { Step } from '../effects/index.ts'
import { type Session, startCluster } from '../engine/index.ts'

/** How large the tables of the target are, by qualified name. */
export type Sizes = ReadonlyMap<string, { rows: number; bytes: number }>

/** Bytes of a table that this machine gets through in a second. */
export interface Rates {
  scan: number
  rewrite: number
  build: number
  /** Of rows that are changed in place of others. */
  change: number
}

/** What a statement has to do with tables that have rows, and how long that would take here. */
export interface Estimate {
  work: { kind: 'scan' | 'rewrite' | 'build'; table: string; bytes: number }[]
  /** Missing where it depends on the rows that it finds. */
  durationMs?: number
}

export async function readSizes(session: Session): Promise<Sizes> {
  const rows = await session.query<{ name: string; rows: number; bytes: number }>(
    `select pg_catalog.format('%I.%I', n.nspname, c.relname) as name, greatest(c.reltuples, 0)::float8 as rows,
       pg_catalog.pg_table_size(c.oid)::float8 as bytes
     from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`,
  )
  return new Map(rows.map(({ name, ...size }) => [name, size]))
}

const sampleRows = 200_000

/** Reads, writes anew and indexes a table of some 20 MB on a disposable server, and takes the time. */
export async function measureRates(major: number): Promise<Rates> {
  await using cluster = await startCluster({ major })
  await using session = await cluster.connect()
  await session.execute(
    `create table sample as select n as id, md5(n::text) as text, now() as at from generate_series(1, ${sampleRows}) n`,
  )
  const [row] = await session.query<{ bytes: number }>(
    `select pg_catalog.pg_table_size('sample')::float8 as bytes`,
  )
  const rate = async (sql: string) => {
    const begun = performance.now()
    await session.execute(sql)
    return (row!.bytes / (performance.now() - begun)) * 1000
  }
  return {
    scan: await rate('select count(*) from sample where text is null'),
    rewrite: await rate('alter table sample alter id type bigint'),
    build: await rate('create index on sample (text)'),
    change: await rate('update sample set text = upper(text)'),
  }
}

/** Statements whose work, and what comes of them, depends on rows. */
export const rowsDecide = new Set([
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
  'CopyStmt',
  'DoStmt',
  'CallStmt',
  'SelectStmt',
])

/** The rehearsal has no rows, so its own times tell only what the catalog costs. */
export function estimateWork({ statement, effect }: Step, sizes: Sizes, rates: Rates): Estimate {
  const { rewrites, scans, indexBuilds } = effect
  const rewritten = new Set(rewrites.map(({ name }) => name))
  const touched = [
    ...rewrites.map(({ name }) => ({ kind: 'rewrite' as const, table: name })),
    ...scans.map(({ relation }) => ({ kind: 'scan' as const, table: relation.name })),
    ...indexBuilds.map(({ table }) => ({ kind: 'build' as const, table: table.name })),
  ].filter(({ kind, table }) => kind !== 'scan' || !rewritten.has(table))
  const work = touched.flatMap(it => {
    const bytes = sizes.get(it.table)?.bytes ?? 0
    return bytes > 0 ? [{ ...it, bytes }] : []
  })
  if (rowsDecide.has(statement.kind)) return { work }
  const workMs = work.reduce((sum, { kind, bytes }) => sum + (bytes / rates[kind]) * 1000, 0)
  return { work, durationMs: effect.durationMs + workMs }
}
