import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { type Catalog, diffCatalogs, readCatalog } from '../../src/catalog/index.ts'
import { type Cluster, type Session, startCluster } from '../../src/engine/index.ts'
import { type Outcome, runCommand, startCommand } from '../support/command.ts'
import { makeFolder } from '../support/folder.ts'
import { major } from '../support/major.ts'

/** A database and a folder of migrations that belongs to it. */
export interface Lab {
  database: string
  folder: string
  /** For `--database`, without a password: the socket needs none. */
  url: string
  session: Session
  /** Runs `pgwright migrate <args>` on the two to its end. */
  migrate(...args: string[]): Promise<Outcome>
  /** The same with events on standard error, to be watched and killed. */
  start(...args: string[]): ChildProcess
}

/** A server for the tests of a file; each test gets databases of its own. */
export function useLab(settings: Record<string, string> = {}): {
  cluster(): Cluster
  open(files: Record<string, string | Buffer>): Promise<Lab>
} {
  let cluster: Cluster
  let databases = 0
  beforeAll(async () => {
    cluster = await startCluster({ major, settings })
  })
  afterAll(() => cluster?.stop())
  return {
    cluster: () => cluster,
    async open(files) {
      const database = `lab_${++databases}`
      await cluster.createDatabase(database)
      const session = await cluster.connect(database)
      onTestFinished(async () => {
        await session.close().catch(() => undefined)
        await cluster.dropDatabase(database)
      })
      const folder = makeFolder(files)
      const url = urlOf(cluster, database)
      // A review takes a server of its own each time, and is tested for itself.
      const args = ([command = '', ...words]: readonly string[]) => [
        ...['migrate', command, ...(command === 'up' ? ['--no-review'] : []), ...words],
        ...['--dir', folder, '--database', url],
      ]
      return {
        ...{ database, folder, url, session },
        migrate: (...words) => runCommand(args(words)),
        start: (...words) => startCommand([...args(words), '--events']),
      }
    },
  }
}

export function urlOf(cluster: Cluster, database: string): string {
  const { host, port, user } = cluster.connectionConfig(database)
  return `postgres://${user}@${encodeURIComponent(host)}:${port}/${database}`
}

/** Everything that a run leaves: the catalog, and the rows of every table, but for the ledger's own times. */
export interface Left {
  catalog: Catalog
  rows: Record<string, string>
}

export async function readLeft(session: Session): Promise<Left> {
  const tables = await session.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and c.relname <> 'pgwright_ledger'
     order by 1`,
  )
  const rows: Record<string, string> = {}
  for (const { name } of tables) {
    const [row] = await session.query<{ sum: string }>(
      `select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from ${name} t`,
    )
    rows[name] = row!.sum
  }
  return { catalog: await readCatalog(session), rows }
}

/** In words, so that a test that fails says what is other. */
export function compareLeft(expected: Left, actual: Left): string[] {
  const names = new Set([...Object.keys(expected.rows), ...Object.keys(actual.rows)])
  const rows = [...names].filter(name => expected.rows[name] !== actual.rows[name])
  return [
    ...diffCatalogs(expected.catalog, actual.catalog).map(difference => JSON.stringify(difference)),
    ...rows.map(name => `the rows of ${name}`),
  ]
}
