import type { Session } from '../engine/index.ts'
import { quoteIdentifier } from '../sql/index.ts'
import { LedgerError } from './errors.ts'

/** The name of the ledger where nobody says another. */
const ledgerName = 'pgwright_ledger'

/** A table in the target database; its name is quoted and has its schema. */
export interface LedgerTable {
  schema: string
  name: string
  qualified: string
  exists: boolean
  /** The advisory lock that whoever writes in it must have; missing where nothing is written. */
  turn?: string
}

/**
 * Where the ledger is, or would be made: a name without schema is looked up on the search path, and made in its first
 * schema.
 *
 * @throws {LedgerError} where the search path has no schema that exists.
 */
export async function findLedger(session: Pick<Session, 'query'>, named = ledgerName): Promise<LedgerTable> {
  const [, givenSchema, givenName] = /^(?:(.+)\.)?([^.]+)$/.exec(named) ?? []
  const name = givenName ?? ledgerName
  const [found] = await session.query<{ schema: string | null; exists: boolean }>(
    `select coalesce($1, n.nspname, pg_catalog.current_schema()) as schema, c.oid is not null as exists
     from (select) as one
     left join pg_catalog.pg_class c on c.relname = $2 and c.relkind in ('r', 'p')
       and (case when $1::text is null then pg_catalog.pg_table_is_visible(c.oid)
            else c.relnamespace = (select oid from pg_catalog.pg_namespace where nspname = $1) end)
     left join pg_catalog.pg_namespace n on n.oid = c.relnamespace`,
    [givenSchema ?? null, name],
  )
  const { schema, exists } = found!
  if (schema === null) {
    throw new LedgerError('the search path has no schema in which the ledger could be', {
      hint: 'Name one: --ledger <schema>.pgwright_ledger',
    })
  }
  const qualified = `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`
  return { schema, name, qualified, exists }
}

/** How the ledger is made: what an administrator runs where the migrating role may not create tables. */
function writeLedgerDefinition({ qualified, name }: LedgerTable): string {
  return `create table ${qualified} (
  id bigint generated always as identity primary key,
  version text not null,
  name text not null,
  direction text not null default 'up' check (direction in ('up', 'down')),
  outcome text not null check (outcome in ('applied', 'partial', 'failed', 'reverted', 'superseded')),
  origin text not null default 'run' check (origin in ('run', 'baseline', 'import', 'repair', 'backfill')),
  hash text,
  statements integer not null,
  done integer not null,
  done_hash text,
  doing integer,
  started_at timestamptz not null,
  finished_at timestamptz,
  duration_ms double precision,
  applied_by text not null default session_user,
  tool text not null,
  error text,
  details jsonb not null default '{}'
);
create unique index ${quoteIdentifier(`${name}_current`.slice(-63))} on ${qualified} (version, direction)
  where outcome = 'partial' or (outcome = 'applied' and direction = 'up');
comment on table ${qualified} is 'What pgwright applied here. Do not edit: pgwright migrate repair does.';
`
}

/** Makes the ledger where there is none. */
export async function createLedger(session: Session, table: LedgerTable): Promise<LedgerTable> {
  if (table.exists) return table
  await session.execute(`begin;\n${writeLedgerDefinition(table)}commit`).catch(async (cause: Error) => {
    await session.execute('rollback')
    throw new LedgerError(`the ledger ${table.qualified} cannot be made: ${cause.message}`, {
      hint: `Have somebody make it who may, and grant SELECT, INSERT and UPDATE on it:\n${writeLedgerDefinition(table)}`,
      cause,
    })
  })
  return { ...table, exists: true }
}
