import { type Catalog, readCatalog } from '../src/catalog/index.ts'
import type { Session } from '../src/engine/index.ts'
import type { History, Script } from '../src/history/index.ts'
import { prepareBase } from '../src/rehearsal/base.ts'
import { databaseName } from '../src/rehearsal/database-name.ts'

/** What a history is after some of its migrations. */
export interface State {
  migrations: number
  catalog: Catalog
  /** What holds data, by identifiers that no rename changes. */
  holders: Map<string, string>
}

/**
 * The states of a history after so many migrations, in ascending order: each is made from the one before, so what holds
 * data is the same thing in both when its identifiers are the same.
 */
export async function makeStates(
  history: History,
  setup: readonly Script[],
  counts: readonly number[],
  major: number,
): Promise<State[]> {
  const states: State[] = []
  for (const count of counts) {
    const options = { major, setup, seeds: [] }
    const { cluster } = await prepareBase(history, history.migrations.slice(0, count), options)
    await using _ = cluster
    await using session = await cluster.connect(databaseName)
    states.push({
      migrations: count,
      catalog: await readCatalog(session, { hasDependencies: true }),
      holders: await readHolders(session),
    })
  }
  return states
}

/** Tables and columns by object identifier and number. */
async function readHolders(session: Session): Promise<Map<string, string>> {
  const rows = await session.query<{ id: string; name: string }>(`
    select c.oid || '.' || coalesce(a.attnum, 0) as id,
      quote_ident(n.nspname) || '.' || quote_ident(c.relname) || coalesce('.' || quote_ident(a.attname), '') as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      left join (select attrelid, attnum, attname from pg_attribute where attnum > 0 and not attisdropped
        union all select oid, 0, null from pg_class) a on a.attrelid = c.oid
    where c.relkind in ('r', 'p', 'm', 'S') and c.oid >= 16384`)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
