import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { readFingerprint, takeSnapshot } from '../src/catalog/index.ts'
import { type Cluster, listServers, startCluster } from '../src/engine/index.ts'
import { makeWideDatabase, tableCount } from './catalog-database.ts'
import { describeEnvironment } from './environment.ts'
import { median } from './measure.ts'
import { renderTable, seconds } from './table.ts'

const output = fileURLToPath(new URL('catalog.md', import.meta.url))
const rounds = 3

/** A snapshot and a scan for changes of 10,000 tables, beside `pg_dump --schema-only` of the same server, in turns. */
export async function run(): Promise<void> {
  const environment = await describeEnvironment()
  const found = (await listServers()).findLast(server => hasDump(server.binDir))
  if (found === undefined) throw new Error('There is no server with a pg_dump beside it on this machine.')
  await using cluster = await startCluster({ server: found })
  await cluster.createDatabase('wide')
  await fill(cluster)
  const times: Record<string, number[]> = {}
  let peakBytes = 0
  for (let round = 0; round < rounds; round++) {
    await using session = await cluster.connect('wide')
    const time = async (name: string, run: () => unknown) => {
      const start = performance.now()
      await run()
      times[name] = [...(times[name] ?? []), performance.now() - start]
    }
    await time('pg_dump --schema-only', () => dump(join(found.binDir, 'pg_dump'), cluster))
    await time('snapshot', () => takeSnapshot(session))
    await time('scan for changes', () => readFingerprint(session))
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss())
  }
  const page = renderPage(times, peakBytes, `${environment} · measured on PostgreSQL ${found.version}`)
  console.log(page)
  await writeFile(output, page)
}

export function hasDump(binDir: string): boolean {
  try {
    execFileSync(join(binDir, 'pg_dump'), ['--version'])
    return true
  } catch {
    return false
  }
}

async function fill(cluster: Cluster): Promise<void> {
  await using session = await cluster.connect('wide')
  await makeWideDatabase(session)
  await session.execute('vacuum analyze')
}

function dump(program: string, cluster: Cluster): void {
  const { host, user } = cluster.connectionConfig()
  const args = [
    '--schema-only',
    '--host',
    String(host),
    '--username',
    String(user),
    '--file',
    '/dev/null',
    'wide',
  ]
  execFileSync(program, args)
}

function renderPage(times: Record<string, number[]>, peakBytes: number, environment: string): string {
  const reference = median(times['pg_dump --schema-only']!)
  const rows = Object.entries(times).map(([name, values]) => [
    name,
    seconds(median(values)),
    `${(median(values) / reference).toFixed(2)} ×`,
  ])
  return `# Reading a catalog

${tableCount.toLocaleString('en-US')} tables of ten columns, each with a primary key, two indexes and a foreign key, written by
\`npm run bench -- catalog\`: the median of ${rounds} rounds in turns. The largest resident size of our process was
${Math.round(peakBytes / 1e6)} MB.

${environment}

${renderTable(['', 'Time #', 'Beside pg_dump #'], rows)}
`
}
