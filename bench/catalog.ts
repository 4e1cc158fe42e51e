import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { type Cluster, listServers, startCluster } from '../src/engine/index.ts'
import { makeWideDatabase } from './catalog-database.ts'
import type { Reading } from './catalog-reader.ts'
import { describeEnvironment } from './environment.ts'
import { ratio, renderTable, seconds } from './table.ts'

const reader = fileURLToPath(new URL('catalog-reader.ts', import.meta.url))
/** How often each is measured, and where the figures go; 100,000 relations take minutes a round. */
const scales = {
  usual: { tables: [0, 10_000], rounds: 3, output: 'catalog.md', option: '' },
  large: { tables: [25_000], rounds: 1, output: 'catalog-large.md', option: ' --large' },
}
type Scale = (typeof scales)['usual']

/** Of our own, each in a process of its own, as a command runs, so that its memory can be told. */
const readings = ['snapshot', 'snapshot with dependencies', 'scan for changes'] as const

interface Measured {
  ms: number
  peakBytes?: number
}

/**
 * A snapshot and a scan for changes beside `pg_dump --schema-only` of the same server, in turns: of 10,000 tables and of a
 * database with nothing in it, or with `--large` of 25,000 tables with three indexes each.
 */
export async function run(args: string[] = []): Promise<void> {
  const environment = await describeEnvironment()
  const server = (await listServers()).findLast(({ binDir }) => hasDump(binDir))
  if (server === undefined) throw new Error('There is no server with a pg_dump beside it on this machine.')
  await using cluster = await startCluster({ server })
  const sections: string[] = []
  const scale = args.includes('--large') ? scales.large : scales.usual
  const output = fileURLToPath(new URL(scale.output, import.meta.url))
  for (const tables of scale.tables) {
    const database = `tables_${tables}`
    await fill(cluster, database, tables)
    sections.push(
      renderSection(tables, await measureAll(cluster, database, join(server.binDir, 'pg_dump'), scale)),
    )
    await writeFile(
      output,
      renderPage(sections, scale, `${environment} · measured on PostgreSQL ${server.version}`),
    )
  }
}

export function hasDump(binDir: string): boolean {
  try {
    execFileSync(join(binDir, 'pg_dump'), ['--version'])
    return true
  } catch {
    return false
  }
}

async function fill(cluster: Cluster, database: string, tables: number): Promise<void> {
  await cluster.createDatabase(database)
  await using session = await cluster.connect(database)
  await makeWideDatabase(session, tables)
  await session.execute('vacuum analyze')
}

/** The fastest of all rounds: what else the machine does only makes them slower. */
async function measureAll(
  cluster: Cluster,
  database: string,
  program: string,
  { rounds }: Scale,
): Promise<Map<string, Measured>> {
  const best = new Map<string, Measured>()
  const keep = (name: string, measured: Measured) => {
    const known = best.get(name)
    if (known === undefined || measured.ms < known.ms) best.set(name, measured)
  }
  for (let round = 0; round < rounds; round++) {
    keep('pg_dump --schema-only', dump(program, cluster, database))
    for (const name of readings) keep(name, read(name, cluster, database))
  }
  return best
}

function dump(program: string, cluster: Cluster, database: string): Measured {
  const { host, user } = cluster.connectionConfig()
  const start = performance.now()
  execFileSync(program, ['-s', '-h', String(host), '-U', String(user), '-f', '/dev/null', database])
  return { ms: performance.now() - start }
}

function read(reading: Reading, cluster: Cluster, database: string): Measured {
  const config = JSON.stringify(cluster.connectionConfig(database))
  return JSON.parse(
    execFileSync(process.execPath, ['--import', 'tsx', reader, reading, config], { encoding: 'utf8' }),
  )
}

function renderSection(tables: number, measured: ReadonlyMap<string, Measured>): string {
  const reference = measured.get('pg_dump --schema-only')!.ms
  const rows = [...measured].map(([name, { ms, peakBytes }]) => [
    name,
    seconds(ms),
    ratio(ms, reference),
    peakBytes === undefined ? '' : `${Math.round(peakBytes / 1e6)} MB`,
  ])
  const title = `${tables.toLocaleString('en-US')} tables, ${(tables * 4).toLocaleString('en-US')} relations`
  return `## ${title}\n\n${renderTable(['', 'Time #', 'Beside pg_dump #', 'Largest resident size #'], rows)}`
}

function renderPage(sections: readonly string[], { rounds, option }: Scale, environment: string): string {
  return `# Reading a catalog

Tables of ten columns, each with a primary key, two indexes and a foreign key, written by \`npm run bench -- catalog${option}\`:
the fastest of ${rounds === 1 ? 'one round' : `${rounds} rounds`} in turns. Each reading of ours is the first of its process, from the open connection to the
result in memory; the resident size is that of the whole process. \`pg_dump\` includes its start.

${environment}

${sections.join('\n\n')}
`
}
