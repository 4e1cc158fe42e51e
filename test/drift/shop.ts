import { type Cluster, type Session, startCluster } from '../../src/engine/index.ts'
import { major } from '../support/major.ts'

/** Migrations of a shop in dbmate's layout. */
export const migrations: Record<string, string> = {
  '20240101000000_orders.sql': `-- migrate:up
create table customers (id bigint primary key, name text not null, note text);
create table orders (id bigint primary key, customer_id bigint references customers, state text default 'new');
-- migrate:down
`,
  '20240102000000_index.sql': `-- migrate:up
create index orders_state_idx on orders (state);
-- migrate:down
`,
  '20240103000000_invoices.sql': `-- migrate:up
create table invoices (id bigint primary key, order_id bigint references orders);
alter table orders alter column state set default 'open', alter column state set not null;
-- migrate:down
`,
  '20240104000000_notes.sql': `-- migrate:up
alter table customers drop column note;
-- migrate:down
`,
}

const versions = Object.keys(migrations).map(file => file.split('_')[0]!)

export interface Shop {
  cluster: Cluster
  /** Makes a database as the tool would, with the first `applied` migrations, and gives its connection string. */
  make(name: string, applied: number, edits?: string): Promise<string>
  open(name: string): Promise<Session>
}

export async function openShop(settings: Record<string, string> = {}): Promise<Shop> {
  const cluster = await startCluster({ major, settings })
  return {
    cluster,
    async make(name, applied, edits = '') {
      await cluster.createDatabase(name)
      await using session = await cluster.connect(name)
      await session.execute('create table schema_migrations (version varchar(128) primary key)')
      for (const [i, sql] of Object.values(migrations).slice(0, applied).entries()) {
        await session.execute(sql)
        await session.execute(`insert into schema_migrations values ('${versions[i]}')`)
      }
      if (edits !== '') await session.execute(edits)
      return conninfoOf(cluster, name)
    },
    open: name => cluster.connect(name),
  }
}

export function conninfoOf(cluster: Cluster, database: string): string {
  const { host, port, user } = cluster.connectionConfig()
  return `host='${host}' port=${port} user=${user} dbname=${database}`
}
