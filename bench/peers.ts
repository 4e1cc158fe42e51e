import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Catalog, diffCatalogs, readCatalog } from '../src/catalog/index.ts'
import {
  type Cluster,
  hasTemplate,
  listServers,
  type ServerBinaries,
  startCluster,
} from '../src/engine/index.ts'
import { fixture } from '../test/catalog/fixture.ts'
import { hasDump } from './catalog.ts'
import { makeWideDatabase } from './catalog-database.ts'
import { describeEnvironment } from './environment.ts'
import { installPeers, PeerWorker } from './peer-worker.ts'
import manifest from './peers/package.json' with { type: 'json' }
import { renderTable, seconds } from './table.ts'

const pages = { edits: 'peers-edits.md', reading: 'peers-reading.md' }

interface Peer {
  tool: string
  package?: keyof typeof manifest.dependencies
  /** How it is asked for edits. */
  how: string
}

const peers: Peer[] = [
  { tool: 'pg-delta', package: '@supabase/pg-delta', how: 'deltas between two extracts' },
  { tool: 'migra', package: '@pgkit/migra', how: 'its SQL, unsafe and with privileges' },
  { tool: 'pg-introspection', package: 'pg-introspection', how: 'another result; it has no diff' },
  { tool: 'extract-pg-schema', package: 'extract-pg-schema', how: 'another result; it has no diff' },
]

/**
 * Side by side with peers from npm and `pg_dump`: `edits` counts the edits that each finds, `reading` takes time and memory; without
 * a word both. `--regression <folder>` has `regression.sql` and `regression-roles.sql`; `--edits` asks for so many of the edits only,
 * spread evenly over the list, and `--tables` makes the large database smaller.
 */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { regression: { type: 'string' }, tables: { type: 'string' }, edits: { type: 'string' } },
    allowPositionals: true,
  })
  const server = (await listServers()).findLast(it => hasDump(it.binDir))
  if (server === undefined) throw new Error('There is no server with a pg_dump beside it on this machine.')
  installPeers()
  const isChosen = (part: keyof typeof pages) => positionals.length === 0 || positionals.includes(part)
  if (isChosen('edits')) {
    const environment = await describeRun(server)
    const all = readEdits(server.major)
    const edits = spread(all, Number(values.edits ?? all.length))
    await save('edits', renderEdits(edits.length, all.length, await countFound(server, edits), environment))
  }
  if (isChosen('reading')) {
    const environment = await describeRun(server)
    const tables = Number(values.tables ?? 10_000)
    const read = [
      ...(await readRegression(server, values.regression)),
      ...(await measureReading(server, `${tables.toLocaleString('en-US')} tables`, async cluster => {
        await using session = await cluster.connect('bench')
        await makeWideDatabase(session, tables)
        await session.execute('vacuum analyze')
      })),
    ]
    await save('reading', renderReading(read, environment))
  }
}

async function save(part: keyof typeof pages, page: string): Promise<void> {
  console.log(page)
  await writeFile(fileURLToPath(new URL(pages[part], import.meta.url)), page)
}

/** What was measured with what, and when: a peer may be another next month. */
async function describeRun({ version }: ServerBinaries): Promise<string> {
  const versions = Object.entries(manifest.dependencies).map(([name, version]) => `${name} ${version}`)
  const day = new Date().toISOString().slice(0, 10)
  return [day, await describeEnvironment(), `measured on PostgreSQL ${version}`, ...versions].join(' · ')
}

/** The edits of `test/catalog/edits.txt`, without what must be found; `[16]` is since when there is one. */
function readEdits(major: number): string[] {
  const text = readFileSync(new URL('../test/catalog/edits.txt', import.meta.url), 'utf8')
  const lines = text.split('\n').filter(line => line !== '' && !line.startsWith(' '))
  const edits = lines.map(line => /^(?:\[(\d+)\] )?(.*)$/.exec(line)!)
  return edits.filter(([, since = '14']) => Number(since) <= major).map(([, , sql]) => sql!)
}

function spread<Item>(items: readonly Item[], count: number): Item[] {
  const step = Math.max(1, items.length / count)
  return Array.from({ length: Math.min(count, items.length) }, (_, i) => items[Math.floor(i * step)]!)
}

interface Found {
  name: string
  found: number
  failed: number
  how: string
  /** The last of them, of an unedited copy or an edited one. */
  failure?: string
}

/** What each tool says of a database; an empty text or one that stays the same is no edit found. */
interface Asked {
  name: string
  how: string
  ask(to: Cluster): Promise<{ text?: string; error?: string }>
  stop?(): void
}

async function countFound(server: ServerBinaries, edits: readonly string[]): Promise<Found[]> {
  const template = await prepareFixture(server)
  await using base = await startCluster({ server, template })
  const before = await readShop(base)
  const tools = listTools(server, base, before)
  const results: Found[] = []
  const unchanged = new Map<string, string | undefined>()
  {
    await using same = await startCluster({ server, template })
    for (const { name, how, ask } of tools) {
      const { text, error } = await ask(same)
      unchanged.set(name, text)
      results.push({ name, how, found: 0, failed: 0, failure: error })
    }
  }
  for (const [i, sql] of edits.entries()) {
    await using edited = await startCluster({ server, template })
    {
      await using session = await edited.connect('shop')
      await session.execute(`set search_path = shop, public; ${sql}`)
    }
    const answers = await Promise.all(tools.map(({ ask }) => ask(edited)))
    for (const [index, { text, error }] of answers.entries()) {
      const result = results[index]!
      if (error !== undefined) {
        result.failed++
        result.failure = error
      } else if (text !== unchanged.get(result.name)) result.found++
    }
    if (i % 20 === 19)
      console.error(`${i + 1} edits: ${results.map(it => `${it.name} ${it.found}`).join(', ')}`)
  }
  for (const { stop } of tools) stop?.()
  return results
}

function listTools(server: ServerBinaries, base: Cluster, before: Catalog): Asked[] {
  const ours: Asked = {
    name: 'pgwright',
    how: 'differences of two catalogs',
    ask: async to => ({ text: JSON.stringify(diffCatalogs(before, await readShop(to))) }),
  }
  const dump: Asked = {
    name: 'pg_dump --schema-only',
    how: 'another text',
    ask: async to => ({ text: dumpShop(server, to) }),
  }
  const others = peers.map(({ tool, how, package: name }): Asked => {
    const worker = new PeerWorker(tool)
    return {
      name: name ?? tool,
      how,
      ask: to => worker.ask({ from: urlOf(base, 'shop'), to: urlOf(to, 'shop') }),
      stop: () => worker.stop(),
    }
  })
  return [ours, dump, ...others]
}

/** The views of the information schema, which two of the peers ask, fail where a foreign table has no handler. */
const readableFixture = fixture.replace(
  'create foreign data wrapper distance',
  `create function answer() returns fdw_handler language c as '$libdir/file_fdw', 'file_fdw_handler';
  create foreign data wrapper distance handler answer`,
)

/** Every cluster is a copy of one, so that even what holds OIDs is the same until something is edited. */
async function prepareFixture(server: ServerBinaries): Promise<string> {
  const key = `bench-peers-${createHash('sha256').update(readableFixture).digest('hex')}`
  if (await hasTemplate(key, server)) return key
  await using cluster = await startCluster({ server })
  await cluster.createDatabase('shop')
  {
    await using session = await cluster.connect('shop')
    await session.execute(readableFixture)
  }
  await cluster.saveTemplate(key)
  return key
}

async function readShop(cluster: Cluster): Promise<Catalog> {
  await using session = await cluster.connect('shop')
  return await readCatalog(session)
}

/** Without the token that newer versions make up each time. */
function dumpShop({ binDir }: ServerBinaries, cluster: Cluster): string {
  const { host, user } = cluster.connectionConfig()
  const args = ['--schema-only', '--host', String(host), '--username', String(user), 'shop']
  const text = execFileSync(join(binDir, 'pg_dump'), args, { encoding: 'utf8', maxBuffer: 1e8 })
  return text.replace(/^\\(un)?restrict .*$/gm, '')
}

function urlOf(cluster: Cluster, database: string): string {
  const { host, port, user, password } = cluster.connectionConfig(database)
  const secret = password === undefined ? '' : `:${encodeURIComponent(String(password))}`
  return `postgresql://${user}${secret}@localhost:${port}/${database}?host=${encodeURIComponent(String(host))}`
}

interface Read {
  database: string
  name: string
  ms?: number
  peakBytes?: number
  error?: string
}

async function readRegression(server: ServerBinaries, folder: string | undefined): Promise<Read[]> {
  const database = 'PostgreSQL’s regression database'
  if (folder === undefined) return [{ database, name: '', error: 'not measured: no --regression <folder>' }]
  return measureReading(server, database, async cluster => {
    const { host, user } = cluster.connectionConfig()
    for (const file of ['regression-roles.sql', 'regression.sql']) {
      const args = ['-qX', '-h', String(host), '-U', String(user), '-d', 'bench', '-f', join(folder, file)]
      execFileSync(join(server.binDir, 'psql'), args, { stdio: ['ignore', 'ignore', 'inherit'] })
    }
  })
}

const rounds = 3

/** The best of a few rounds, each tool in a process that has done nothing else. */
async function measureReading(
  server: ServerBinaries,
  database: string,
  fill: (cluster: Cluster) => Promise<void>,
): Promise<Read[]> {
  await using cluster = await startCluster({ server })
  await cluster.createDatabase('bench')
  await fill(cluster)
  const results: Read[] = [{ database, name: 'pg_dump --schema-only', ms: timeDump(server, cluster) }]
  const url = urlOf(cluster, 'bench')
  for (const { tool, package: name = tool } of [{ tool: 'pgwright', package: undefined }, ...peers]) {
    const answers: Read[] = []
    do {
      const worker = new PeerWorker(tool)
      await worker.start()
      const start = performance.now()
      const { peakBytes, error } = await worker.ask({ from: url, to: url, isQuiet: true })
      answers.push({ database, name, ms: performance.now() - start, peakBytes, error })
      worker.stop()
    } while (
      answers.length < rounds &&
      answers.every(({ error, ms = 0 }) => error === undefined && ms < 60_000)
    )
    const best = answers.sort((a, b) => a.ms! - b.ms!)[0]!
    console.error(`${database}: ${name} ${best.error ?? seconds(best.ms!)}`)
    results.push(best)
  }
  return results
}

function timeDump({ binDir }: ServerBinaries, cluster: Cluster): number {
  const { host, user } = cluster.connectionConfig()
  const args = [
    '--schema-only',
    '--host',
    String(host),
    '--username',
    String(user),
    '--file',
    '/dev/null',
    'bench',
  ]
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now()
    execFileSync(join(binDir, 'pg_dump'), args)
    return performance.now() - start
  })
  return Math.min(...times)
}

function renderEdits(edits: number, all: number, found: readonly Found[], environment: string): string {
  return `# Edits that peers find

Each of ${edits === all ? all : `${edits} (of ${all}, spread evenly over them)`} single edits (\`test/catalog/edits.txt\`) is made in a
copy of one cluster; it is found when the tool then says something else than of an unedited copy. Written by
\`npm run bench -- peers edits\`.

${environment}

${renderTable(
  ['', 'Found #', 'Failed #', 'Found when', 'Fails with'],
  found.map(({ name, found, failed, how, failure = '' }) => [
    name,
    String(found),
    String(failed),
    how,
    failure,
  ]),
)}
`
}

function renderReading(read: readonly Read[], environment: string): string {
  return `# What reading costs peers

The best of ${rounds} rounds, each in a new process that is ready; one round where it took more than a minute. Memory is the largest
resident size of the process. migra compares the database with itself, so it reads it twice. Written by
\`npm run bench -- peers reading --regression <folder>\`.

${environment}

${renderTable(
  ['Database', '', 'Time #', 'Memory #', ''],
  read.map(({ database, name, ms, peakBytes, error = '' }) => [
    database,
    name,
    error === '' && ms !== undefined ? seconds(ms) : '',
    peakBytes === undefined ? '' : `${Math.round(peakBytes / 1e6)} MB`,
    error,
  ]),
)}
`
}
