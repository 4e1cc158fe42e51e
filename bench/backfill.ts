import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Cluster, listServers, type Session, startCluster } from '../src/engine/index.ts'
import { describeEnvironment } from './environment.ts'
import { pgwright, root } from './measure.ts'
import { renderTable, seconds } from './table.ts'

const output = fileURLToPath(new URL('backfill.md', import.meta.url))

/** What production has and rehearsals have not: what is committed is on disk, and dead rows are cleared away. */
const settings = {
  ...{ fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', autovacuum: 'on' },
  ...{ wal_level: 'replica', max_wal_size: '4GB', checkpoint_timeout: '5min', shared_buffers: '512MB' },
}

const transactionsPerSecond = 150
const idleMs = 20_000

/** What an application does: it reads a row by its key, and changes another. */
const script = (rows: number) => `\\set a random(1, ${rows})
\\set b random(1, ${rows})
select note from items where id = :a;
update items set touched = touched + 1 where id = :b;
`

interface Phase {
  name: string
  tookMs: number
  rowsPerSecond?: number
  latenciesMs: number[]
}

/**
 * A backfill of a table beside pgbench, killed once in its middle, and the same UPDATE at once; how long the load's own
 * transactions take in each. `--rows` makes the table smaller.
 */
export async function run(args: string[] = []): Promise<void> {
  const { values } = parseArgs({ args, options: { rows: { type: 'string', default: '5000000' } } })
  const rows = Number(values.rows)
  const environment = await describeEnvironment()
  const server = (await listServers()).findLast(({ binDir }) => existsSync(join(binDir, 'pgbench')))
  if (server === undefined) throw new Error('There is no server with a pgbench beside it on this machine.')
  await using cluster = await startCluster({ server, settings })
  await using session = await cluster.connect()
  await fill(session, rows)
  const load = (name: string, act: () => Promise<void>) =>
    underLoad(cluster, join(server.binDir, 'pgbench'), rows, name, act)
  const idle = await load('nothing else', () => sleep(idleMs))
  const batched = await load('`pgwright migrate backfill`, killed once', () => killAndFinish(cluster))
  const wrong = await countWrong(session)
  await session.execute('vacuum analyze items')
  await session.execute('checkpoint')
  const atOnce = await load('the same UPDATE at once', async () => {
    await session.execute('update items set fills = fills + 1')
  })
  for (const phase of [batched, atOnce]) phase.rowsPerSecond = (rows * 1000) / phase.tookMs
  await writeFile(output, renderPage(rows, [idle, batched, atOnce], wrong, environment))
}

async function fill(session: Session, rows: number): Promise<void> {
  await session.execute(
    `create table items (id bigint primary key, fills int not null default 0, touched int not null default 0, note text);
     insert into items select g, 0, 0, md5(g::text) || md5(g::text) from generate_series(1, ${rows}) g`,
  )
  await session.execute('vacuum analyze items')
}

/** Runs something while pgbench does so many transactions a second, and takes the time of each of these. */
async function underLoad(
  cluster: Cluster,
  pgbench: string,
  rows: number,
  name: string,
  act: () => Promise<void>,
): Promise<Phase> {
  const folder = await mkdtemp(join(tmpdir(), 'pgwright-load-'))
  await writeFile(join(folder, 'script.sql'), script(rows))
  const { host, port, user } = cluster.connectionConfig()
  const child = spawn(
    pgbench,
    [
      ...['-h', String(host), '-p', String(port), '-U', user, '-n', '-M', 'prepared', '-c', '4'],
      ...['-R', String(transactionsPerSecond), '-T', '3600', '-f', 'script.sql', '-l', 'postgres'],
    ],
    { cwd: folder, stdio: 'ignore' },
  )
  // The first transactions open their connections.
  await sleep(3_000)
  const beganAt = Date.now()
  const began = performance.now()
  await act()
  const tookMs = performance.now() - began
  // Whoever has waited all the time is to be counted.
  await sleep(3_000)
  child.kill('SIGINT')
  await once(child, 'close')
  const latenciesMs = await readLatencies(folder, beganAt)
  await rm(folder, { recursive: true })
  return { name, tookMs, latenciesMs }
}

/** Of the transactions that ended after a moment, with the time that they waited for their turn, in order. */
async function readLatencies(folder: string, afterMs: number): Promise<number[]> {
  const logs = (await readdir(folder)).filter(name => name.startsWith('pgbench_log'))
  const texts = await Promise.all(logs.map(name => readFile(join(folder, name), 'utf8')))
  return texts
    .flatMap(text => text.trim().split('\n'))
    .map(line => line.split(' ').map(Number))
    .filter(([, , , , second = 0, micros = 0]) => second * 1000 + micros / 1000 >= afterMs)
    .map(([, , us = 0]) => us / 1000)
    .sort((a, b) => a - b)
}

async function killAndFinish(cluster: Cluster): Promise<void> {
  const first = startBackfill(cluster)
  for await (const line of createInterface({ input: first.stderr! })) {
    const event = readEvent(line)
    if (event.event === 'backfill' && (event.fraction ?? 0) >= 0.5) first.kill('SIGKILL')
  }
  const second = startBackfill(cluster)
  second.stderr!.resume()
  const [exit] = await once(second, 'close')
  if (exit !== 0) throw new Error(`the second run ended with ${exit}`)
}

function startBackfill(cluster: Cluster): ChildProcess {
  const { host, port, user, database } = cluster.connectionConfig()
  const url = `postgres://${user}@${encodeURIComponent(host)}:${port}/${database}`
  const words = ['migrate', 'backfill', '--events', '--database', url, '--']
  return spawn(process.execPath, [pgwright, ...words, 'update items set fills = fills + 1'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}

function readEvent(line: string): { event?: string; fraction?: number } {
  return line.startsWith('{') ? JSON.parse(line) : {}
}

async function countWrong(session: Session): Promise<number> {
  const [row] = await session.query<{ wrong: number }>(
    'select count(*)::int as wrong from items where fills <> 1',
  )
  return row!.wrong
}

function renderPage(rows: number, phases: readonly Phase[], wrong: number, environment: string): string {
  const table = phases.map(({ name, tookMs, rowsPerSecond, latenciesMs }) => [
    name,
    seconds(tookMs),
    rowsPerSecond === undefined ? '' : Math.round(rowsPerSecond).toLocaleString('en-US'),
    String(latenciesMs.length),
    ...[0.5, 0.99, 0.999, 1].map(share => milliseconds(latenciesMs, share)),
  ])
  const titles = [
    'Beside the load',
    'Time #',
    'Rows/s #',
    'Transactions #',
    'p50 #',
    'p99 #',
    'p99.9 #',
    'Longest #',
  ]
  return `# A backfill beside a workload

\`update items set fills = fills + 1\` on ${rows.toLocaleString('en-US')} rows while pgbench does ${transactionsPerSecond} transactions a second on the same
table (a row is read by its key, another one is changed), written by \`npm run bench -- backfill\`. Latencies are those of pgbench's
transactions, with the time by which they began late; those that waited for its end are among them. The server keeps what is committed (\`fsync\`), and autovacuum is on. The backfill is killed by
SIGKILL in its middle and started again; both runs are in its time.

${renderTable(titles, table)}

After the kill and the second run ${wrong === 0 ? 'every row had been done exactly once' : `${wrong.toLocaleString('en-US')} rows had not been done exactly once`}.

${environment}
`
}

function milliseconds(sorted: readonly number[], share: number): string {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
}
