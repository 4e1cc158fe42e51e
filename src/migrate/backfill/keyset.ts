import type { Session } from '../../engine/index.ts'
import { formatRangeVar, quoteIdentifier, quoteLiteral, type RangeVar } from '../../sql/index.ts'

/** The values of a key as the server writes them. */
export type Position = string[]

interface KeyColumn {
  name: string
  /** As it is written in a cast. */
  type: string
}

/**
 * The columns of a unique index, none of which can be null, so that every row of a table stands at one place in their order.
 * `assigned` are columns that cannot be part of it, because the statement changes them.
 */
export async function findKeyset(
  session: Session,
  table: RangeVar,
  assigned: readonly string[],
): Promise<Keyset | undefined> {
  const [key] = await session.query<{ columns: KeyColumn[] }>(
    `with recursive family(oid) as (
       select pg_catalog.to_regclass($1)::oid
       union select inhrelid from family join pg_catalog.pg_inherits on inhparent = family.oid)
     select key.columns from pg_catalog.pg_index i
     join pg_catalog.pg_class c on c.oid = i.indexrelid
     join pg_catalog.pg_am am on am.oid = c.relam and am.amname = 'btree'
     cross join lateral (
       select pg_catalog.array_agg(a.attname::text) as names,
         pg_catalog.json_agg(pg_catalog.json_build_object('name', a.attname,
           'type', pg_catalog.format_type(a.atttypid, a.atttypmod)) order by k.place) as columns
       from pg_catalog.unnest(i.indkey::int2[]) with ordinality as k(number, place)
       join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
       where k.place <= i.indnkeyatts) key
     where i.indrelid = pg_catalog.to_regclass($1) and i.indisunique and i.indisvalid
       and i.indpred is null and i.indexprs is null and not key.names && $2::text[]
       and not exists (select from family join pg_catalog.pg_attribute a on a.attrelid = family.oid
         where a.attname = any (key.names) and not a.attnotnull)
     order by i.indisprimary desc, i.indnkeyatts, i.indexrelid limit 1`,
    [formatRangeVar(table), assigned],
  )
  return key && new Keyset(session, table, key.columns)
}

/** What values look like must not depend on what a session has set; what was set comes back with the end of the message. */
const plainValues = `set local datestyle = 'ISO, YMD'; set local intervalstyle = postgres; set local bytea_output = hex;
  set local extra_float_digits = 1; set local lock_timeout = 0; set local statement_timeout = 0`

/** Of the header of a row and its place on the page. */
const rowHeaderBytes = 28

/** The order of a table's rows by a key, cut in stretches of rows that follow each other. */
export class Keyset {
  readonly columns: readonly KeyColumn[]
  readonly #session: Session
  /** With ONLY and the name by which the statement knows the table. */
  readonly #source: string
  readonly #names: string[]

  constructor(session: Session, table: RangeVar, columns: readonly KeyColumn[]) {
    this.columns = columns
    this.#session = session
    const alias = quoteIdentifier(table.alias?.aliasname ?? table.relname!)
    this.#source = `${table.inh ? '' : 'only '}${formatRangeVar(table)} as ${alias}`
    this.#names = columns.map(({ name }) => `${alias}.${quoteIdentifier(name)}`)
  }

  /** The last place of all; nothing where there are no rows. */
  findEnd(): Promise<Position | undefined> {
    return this.#read(`order by ${this.#names.map(name => `${name} desc`).join(', ')} limit 1`)
  }

  /** The place of the row with this number among those after a place, up to the end; nothing where they are fewer. */
  findNext(after: Position | null, end: Position, rows: number): Promise<Position | undefined> {
    return this.#read(
      `where ${this.between(after, end)} order by ${this.#names.join(', ')} offset ${rows - 1} limit 1`,
    )
  }

  /** The rows after a place, up to another one, which is among them. */
  between(after: Position | null, upto: Position): string {
    const conditions = [this.#compare('<=', upto)]
    if (after !== null) conditions.unshift(this.#compare('>', after))
    return conditions.join(' and ')
  }

  /** Roughly how many rows there are. */
  async estimateRows(): Promise<number> {
    return (await this.estimateSize()).rows
  }

  /** Roughly how many rows there are, and how much room they take. */
  async estimateSize(): Promise<{ rows: number; bytes: number }> {
    const [row] = await this.#session.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
      `explain (format json, verbose) select * from ${this.#source}`,
    )
    const { 'Plan Rows': rows = 0, 'Plan Width': width = 0 } = row!['QUERY PLAN'][0].Plan
    return { rows, bytes: rows * (width + rowHeaderBytes) }
  }

  /** A comparison of rows excludes no partitions, so that one of the first column goes with it. */
  #compare(operator: '>' | '<=', position: Position): string {
    const values = position.map((value, index) => `${quoteLiteral(value)}::${this.columns[index]!.type}`)
    if (values.length === 1) return `${this.#names[0]} ${operator} ${values[0]}`
    const [first, firstValue] = [this.#names[0], values[0]]
    return `${first} ${operator === '>' ? '>=' : '<='} ${firstValue} and (${this.#names.join(', ')}) ${operator} (${values.join(', ')})`
  }

  async #read(rest: string): Promise<Position | undefined> {
    const values = this.#names.map(name => `${name}::text`).join(', ')
    const results = await this.#session.execute<{ position: Position }>(
      `${plainValues}; select array[${values}] as position from ${this.#source} ${rest}`,
    )
    return results.at(-1)!.rows[0]?.position
  }
}
