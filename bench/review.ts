import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { type Cluster, startCluster } from '../src/engine/index.ts'
import { describeEnvironment } from './environment.ts'
import { migrationCount, writeGeneratedHistory } from './generated-history.ts'
import { type Measured, measure, median, pgwright } from './measure.ts'
import { openScratchCache } from './scratch-cache.ts'
import { ratio, renderTable, seconds } from './table.ts'

const output = fileURLToPath(new URL('review.md', import.meta.url))
const rounds = 3

type Timed = Pick<Measured, 'wallMs' | 'cpuMs'>

interface Case {
  name: string
  aim?: string
  /** The case with which it is compared. */
  against?: string
  run(): Promise<Timed>
}

/**
 * Everything in every round, one after the other, so that whatever else the machine does meanwhile meets all alike;
 * the medians are reported, wall time and what the processors spent.
 */
export async function run(): Promise<void> {
  const environment = await describeEnvironment()
  const dir = await mkdtemp(join(tmpdir(), 'pgwright-history-'))
  await using cache = await openScratchCache()
  Object.assign(process.env, cache.env)
  const { statements } = await writeGeneratedHistory(dir)
  const cases = listCases(dir, cache)
  const times = new Map(cases.map(({ name }) => [name, [] as Timed[]]))
  for (let round = 1; round <= rounds; round++) {
    for (const { name, run } of cases) times.get(name)!.push(await run())
    console.error(`round ${round} of ${rounds}, load ${loadavg()[0]!.toFixed(1)}`)
  }
  await rm(dir, { recursive: true })
  const page = renderPage(cases, times, statements, environment)
  console.log(page)
  await writeFile(output, page)
}

function listCases(dir: string, cache: { empty(): Promise<void> }): Case[] {
  const review = ['review', '--dir', dir, '--last', '1', '--json']
  const node = (...args: string[]) => measure([process.execPath, ...args])
  return [
    { name: 'node -e 0', run: () => node('-e', '0') },
    {
      name: 'pgwright --help',
      aim: '≤ 60 ms more',
      against: 'node -e 0',
      run: () => node(pgwright, '--help'),
    },
    {
      name: 'psql, the whole history on a fresh cluster',
      run: () => withCluster(cluster => replayWithPsql(cluster, dir)),
    },
    {
      name: 'review of the last migration, cold',
      against: 'psql, the whole history on a fresh cluster',
      run: async () => {
        await cache.empty()
        return node(pgwright, ...review)
      },
    },
    {
      name: 'review of the last migration, warm',
      aim: '≤ 1 s',
      against: 'psql, the whole history on a fresh cluster',
      run: () => node(pgwright, ...review),
    },
    {
      name: 'npm start, built, cold',
      aim: '< 20 s',
      run: async () => {
        await cache.empty()
        return measure(['npm', 'start'])
      },
    },
    { name: 'npm start, built, warm', aim: '< 20 s', run: () => measure(['npm', 'start']) },
    { name: 'cluster from a template', aim: '≤ 0.5 s', run: startFromTemplate },
    { name: 'a database cloned', run: () => withCluster(cloneDatabase) },
  ]
}

/** Only the work itself is timed, not the server's start and end. */
async function withCluster(work: (cluster: Cluster) => Promise<Timed>): Promise<Timed> {
  await using cluster = await startCluster()
  return await work(cluster)
}

/** One call of psql for everything, each file in a transaction: as fast as psql can. */
async function replayWithPsql(cluster: Cluster, dir: string): Promise<Timed> {
  const files = (await readdir(dir)).filter(name => name.endsWith('.up.sql')).sort()
  const texts = await Promise.all(files.map(name => readFile(join(dir, name), 'utf8')))
  const script = join(dir, 'all.psql')
  await writeFile(script, texts.map(text => `begin;\n${text}commit;\n`).join(''))
  const { host, port, user, database } = cluster.connectionConfig()
  const place = ['-h', host, '-p', String(port), '-U', user, '-d', database]
  const measured = await measure(['psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', ...place, '-f', script])
  await rm(script)
  if (measured.status !== 0) throw new Error(`psql failed: ${measured.stderr}`)
  return measured
}

async function startFromTemplate(): Promise<Timed> {
  const timer = startTimer()
  const cluster = await startCluster()
  const time = timer()
  await cluster.stop()
  return time
}

async function cloneDatabase(cluster: Cluster): Promise<Timed> {
  await cluster.createDatabase('original')
  const timer = startTimer()
  await cluster.createDatabase('copy', { template: 'original' })
  return timer()
}

/** Of this process alone: what the server spends meanwhile is not in it. */
function startTimer(): () => Timed {
  const start = performance.now()
  const cpu = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(cpu)
    return { wallMs: performance.now() - start, cpuMs: (user + system) / 1000 }
  }
}

function renderPage(
  cases: readonly Case[],
  times: ReadonlyMap<string, Timed[]>,
  statements: number,
  environment: string,
): string {
  const medianOf = (name: string, unit: keyof Timed) => median(times.get(name)!.map(time => time[unit]))
  const rows = cases.map(({ name, aim = '', against }) => {
    const wallMs = medianOf(name, 'wallMs')
    const fastestMs = Math.min(...times.get(name)!.map(time => time.wallMs))
    const compared = against === undefined ? '' : ratio(wallMs, medianOf(against, 'wallMs'))
    const more =
      against === 'node -e 0' ? ` (${Math.round(wallMs - medianOf(against, 'wallMs'))} ms more)` : ''
    return [name, seconds(wallMs), seconds(fastestMs), seconds(medianOf(name, 'cpuMs')), compared + more, aim]
  })
  return `# What a review costs

Medians of ${rounds} rounds of everything, written by \`npm run bench -- review\`. The history is generated: ${migrationCount} migrations with
${statements} statements, of which the last three are reviewed. *Processors* is user and system time of the program and of all that
it starts, servers included; of psql without its server, and of the last two rows without the server. The ratio is to \`node -e 0\`, and of the reviews
to psql replaying the whole history into a fresh cluster, whose start is not counted; the reviews start one, rehearse,
and go back.

${environment}

${renderTable(['What', 'Median #', 'Fastest #', 'Processors #', 'Ratio #', 'Aim'], rows)}
`
}
