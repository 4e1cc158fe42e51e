import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Cluster, startCluster } from '../src/engine/index.ts'
import { describeEnvironment } from './environment.ts'
import { installPackages, type Measured, measure, median, pgwright } from './measure.ts'
import { type Runner, runners, type Target, writeProject } from './runners/projects.ts'
import { ratio, renderTable, seconds } from './table.ts'

const output = fileURLToPath(new URL('migrate.md', import.meta.url))

/** Installed beside the projects, never a dependency of ours; sqitch is Debian's. */
const peers = { dbmate: '2.36.0', 'node-pg-migrate': '9.0.0', 'graphile-migrate': '1.4.1', pg: '8.16.3' }

const lockTimeoutMs = 1_000
const readerMs = 8_000

const ours: Runner = {
  name: 'pgwright',
  lay: runners[0]!.lay,
  command: () => [process.execPath, pgwright, 'migrate', 'up', '--no-review', '--dir', 'db/migrations'],
  env: ({ host, port, user, database }) => ({
    PGWRIGHT_DATABASE_URL: `postgres://${user}@${encodeURIComponent(host)}:${port}/${database}`,
  }),
}

interface Figures {
  many: Map<number, number[]>
  noop: number[]
  stallMs: number
  failure?: string
}

/**
 * Runners side by side, every one in every round: `--counts 100,1000` small migrations, a run with nothing to do, and how long other
 * sessions stall when an ALTER TABLE meets a reader of eight seconds. `--rounds` of the small ones, default 5.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { rounds: { type: 'string' }, counts: { type: 'string' } } })
  const rounds = Number(values.rounds ?? 5)
  const counts = (values.counts ?? '100,1000').split(',').map(Number)
  const environment = await describeEnvironment()
  const scratch = await mkdtemp(join(tmpdir(), 'pgwright-migrate-'))
  await using cluster = await startCluster()
  try {
    const modules = await installPackages(join(scratch, 'peers'), peers)
    const all = [ours, ...runners]
    const figures = new Map(
      all.map(({ name }) => [name, { many: new Map(), noop: [], stallMs: 0 } as Figures]),
    )
    const measureEach = async (step: (runner: Runner, found: Figures) => Promise<void>) => {
      for (const runner of all) {
        const found = figures.get(runner.name)!
        if (found.failure !== undefined) continue
        await step(runner, found).catch((error: Error) => {
          found.failure = error.message.split('\n')[0]!
        })
      }
      console.error(`done once, load ${loadavg()[0]!.toFixed(1)}`)
    }
    for (let round = 0; round < rounds; round++) {
      await measureEach(async (runner, found) => {
        for (const count of counts.filter(it => isDue(runner, it, round)))
          await measureMany(cluster, scratch, modules, runner, count, found)
      })
    }
    await measureEach(async (runner, found) => {
      found.stallMs = await measureStall(cluster, scratch, modules, runner)
    })
    const page = renderPage(figures, { counts, rounds, environment })
    console.log(page)
    await writeFile(output, page)
  } finally {
    await rm(scratch, { recursive: true })
  }
}

const smallMigrations = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `create table t${i} (id int primary key, note text);\ncreate index t${i}_note on t${i} (note);`,
  )

let databases = 0

async function prepare(
  cluster: Cluster,
  scratch: string,
  runner: Runner,
  migrations: readonly string[],
): Promise<{ target: Target; project: string }> {
  const database = `bench_${++databases}`
  await cluster.createDatabase(database)
  const { host, port, user } = cluster.connectionConfig(database)
  const project = join(scratch, `${runner.name}-${databases}`)
  await writeProject(project, runner.lay(migrations))
  return { target: { host, port, user, database }, project }
}

async function apply(runner: Runner, modules: string, project: string, target: Target): Promise<Measured> {
  const measured = await measure(runner.command(modules, project), { cwd: project, env: runner.env(target) })
  if (measured.status !== 0) throw new Error(`${runner.name} failed: ${measured.stderr || measured.stdout}`)
  return measured
}

const isLarge = (count: number) => count > 200

/** What takes long is measured once, and both kinds of it together not at all. */
function isDue({ isSlow = false }: Runner, count: number, round: number): boolean {
  return round === 0 ? !(isSlow && isLarge(count)) : !isSlow && !isLarge(count)
}

async function measureMany(
  cluster: Cluster,
  scratch: string,
  modules: string,
  runner: Runner,
  count: number,
  figures: Figures,
): Promise<void> {
  const { target, project } = await prepare(cluster, scratch, runner, smallMigrations(count))
  const { wallMs } = await apply(runner, modules, project, target)
  figures.many.set(count, [...(figures.many.get(count) ?? []), wallMs])
  if (!isLarge(count)) figures.noop.push((await apply(runner, modules, project, target)).wallMs)
  await cluster.dropDatabase(target.database)
}

/** The longest that a query of one row takes while a reader keeps its transaction open and the runner wants an ALTER TABLE. */
async function measureStall(
  cluster: Cluster,
  scratch: string,
  modules: string,
  runner: Runner,
): Promise<number> {
  const { target, project } = await prepare(cluster, scratch, runner, [
    'alter table busy add column note text;',
  ])
  await using reader = await cluster.connect(target.database)
  await using other = await cluster.connect(target.database)
  await reader.execute('create table busy (id int)')
  await reader.execute('begin; select from busy')
  const ends = sleep(readerMs).then(() => reader.execute('commit'))
  let isOver = false
  const runs = Promise.allSettled([apply(runner, modules, project, target)]).then(outcomes => {
    isOver = true
    return outcomes[0]
  })
  let longestMs = 0
  while (!isOver) {
    const begun = performance.now()
    await other.execute('select from busy limit 1')
    longestMs = Math.max(longestMs, performance.now() - begun)
    await sleep(2)
  }
  await ends
  const outcome = await runs
  if (outcome.status === 'rejected') throw outcome.reason
  return longestMs
}

function renderPage(
  figures: ReadonlyMap<string, Figures>,
  { counts, rounds, environment }: { counts: number[]; rounds: number; environment: string },
): string {
  const dbmate = figures.get('dbmate')!
  const versus = (mine: number[] | undefined, theirs: number[] | undefined) =>
    mine?.length && theirs?.length ? ratio(median(mine), median(theirs)) : ''
  const rows = [...figures].map(([name, { many, noop, stallMs, failure }]) => [
    name,
    ...counts.flatMap(count => {
      const times = many.get(count)
      return [times === undefined ? '' : seconds(median(times)), versus(times, dbmate.many.get(count))]
    }),
    noop.length === 0 ? '' : seconds(median(noop)),
    failure ?? seconds(stallMs),
  ])
  const titles = [
    'Runner',
    ...counts.flatMap(count => [`${count} migrations #`, 'to dbmate #']),
    'Nothing to do #',
    'Longest stall of others #',
  ]
  const versions = Object.entries(peers).map(([name, version]) => `${name} ${version}`)
  return `# What a run costs, and what it costs others

Whole processes on one server, medians of ${rounds} rounds (one for more than 200 migrations and for sqitch), each migration a table and an
index. The stall is the longest that a query of one row took in another session while a reader kept its transaction open for ${seconds(readerMs)} and
the runner wanted an \`ALTER TABLE\`; pgwright's \`--lock-timeout\` was ${lockTimeoutMs} ms. pgwright ran with \`--no-review\`, which the others do not
have. Written by \`npm run bench -- migrate\`.

${[environment, ...versions].join(' · ')}

${renderTable(titles, rows)}

Aims: at most 1.2 × dbmate for 100 migrations; nothing to do in 150 ms; a stall of at most ${lockTimeoutMs + 50} ms.
`
}
