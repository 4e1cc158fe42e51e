import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { describeEnvironment } from './environment.ts'
import { writeCorpus } from './lint-corpus.ts'
import { installPackages, measure, median, pgwright } from './measure.ts'
import { ratio, renderTable, seconds } from './table.ts'

const output = fileURLToPath(new URL('lint.md', import.meta.url))

/** Installed beside the corpus, never a dependency of ours. */
const peers = { 'squawk-cli': '2.66.0', '@postgres-language-server/cli': '0.25.5' }

interface Case {
  name: string
  aim?: string
  against?: string
  command: string[]
  /** Done before each run, outside of its time. */
  prepare?(): Promise<void>
}

interface Run {
  wallMs: number
  userMs: number
  peakBytes: number
}

/**
 * Whole processes, every case in every round one after the other, so that what else the machine does meets all alike.
 * `--files <folder>` takes the SQL files of a folder instead of the generated ones, `--rounds` another number than 10.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { files: { type: 'string' }, rounds: { type: 'string' } } })
  const rounds = Number(values.rounds ?? 10)
  const environment = await describeEnvironment()
  const scratch = await mkdtemp(join(tmpdir(), 'pgwright-lint-'))
  try {
    const programs = await installPeers(scratch)
    const corpus = values.files ?? join(scratch, 'corpus')
    const about =
      values.files === undefined ? await describeCorpus(corpus) : `the SQL files of ${values.files}`
    const cases = await listCases(scratch, corpus, programs)
    const runs = await runAll(cases, scratch, rounds)
    const page = renderPage(cases, runs, { about, rounds, environment })
    console.log(page)
    await writeFile(output, page)
  } finally {
    await rm(scratch, { recursive: true })
  }
}

async function describeCorpus(dir: string): Promise<string> {
  const { files, statements } = await writeCorpus(dir)
  return `${files.length} generated files with ${statements} statements`
}

/** The native programs that the packages bring, without the scripts of Node that start them. */
async function installPeers(scratch: string): Promise<{ squawk: string; languageServer: string }> {
  const modules = await installPackages(join(scratch, 'peers'), peers)
  return {
    squawk: await findProgram(join(modules, '@squawk-cli'), 'bin/squawk'),
    languageServer: await findProgram(join(modules, '@postgres-language-server'), 'postgres-language-server'),
  }
}

async function findProgram(scope: string, path: string): Promise<string> {
  const found = (await readdir(scope)).map(name => join(scope, name, path)).find(file => existsSync(file))
  if (found === undefined) throw new Error(`there is no ${path} for this platform in ${scope}`)
  return found
}

async function listCases(
  scratch: string,
  corpus: string,
  { squawk, languageServer }: { squawk: string; languageServer: string },
): Promise<Case[]> {
  const files = (await readdir(corpus)).filter(name => name.endsWith('.sql')).map(name => join(corpus, name))
  const ours = [process.execPath, pgwright]
  const forget = () => rm(join(scratch, 'cache'), { recursive: true, force: true })
  return [
    { name: 'squawk', command: [squawk, ...files] },
    {
      name: 'postgres-language-server',
      against: 'squawk',
      command: [languageServer, 'check', '--max-diagnostics=10000', corpus],
    },
    {
      name: 'pgwright lint, cold',
      aim: '≤ 1.5 ×',
      against: 'squawk',
      command: [...ours, 'lint', corpus],
      prepare: forget,
    },
    { name: 'pgwright lint, again', aim: '≤ 1 ×', against: 'squawk', command: [...ours, 'lint', corpus] },
    { name: 'pgwright lint, one file', aim: '≤ 150 ms', command: [...ours, 'lint', '--no-cache', files[0]!] },
    { name: 'pgwright --help', aim: '≤ 150 ms', command: [...ours, '--help'] },
    { name: 'node -e 0', command: [process.execPath, '-e', '0'] },
  ]
}

async function runAll(cases: readonly Case[], scratch: string, rounds: number): Promise<Map<string, Run[]>> {
  const runs = new Map(cases.map(({ name }) => [name, [] as Run[]]))
  for (let round = 1; round <= rounds; round++) {
    for (const { name, command, prepare } of cases) {
      await prepare?.()
      runs.get(name)!.push(await measureRun(command, scratch))
    }
    console.error(`round ${round} of ${rounds}, load ${loadavg()[0]!.toFixed(1)}`)
  }
  return runs
}

/** GNU time tells the memory, too; what a program finds makes its status, so only a crash counts as a failure. */
async function measureRun(command: readonly string[], scratch: string): Promise<Run> {
  const env = { PGWRIGHT_CACHE_DIR: join(scratch, 'cache'), NO_COLOR: '1' }
  const measured = await measure(['/usr/bin/time', '-f', '%U %M', ...command], { env, cwd: scratch })
  const [user = '', peak = ''] = measured.stderr.trim().split('\n').at(-1)!.split(' ')
  if (measured.status > 1) throw new Error(`${command.slice(0, 3).join(' ')} failed: ${measured.stderr}`)
  return { wallMs: measured.wallMs, userMs: Number(user) * 1000, peakBytes: Number(peak) * 1024 }
}

function renderPage(
  cases: readonly Case[],
  runs: ReadonlyMap<string, Run[]>,
  { about, rounds, environment }: { about: string; rounds: number; environment: string },
): string {
  const medianOf = (name: string, unit: keyof Run) => median(runs.get(name)!.map(run => run[unit]))
  const rows = cases.map(({ name, aim = '', against }) => [
    name,
    seconds(medianOf(name, 'wallMs')),
    seconds(Math.min(...runs.get(name)!.map(({ wallMs }) => wallMs))),
    seconds(medianOf(name, 'userMs')),
    `${Math.round(medianOf(name, 'peakBytes') / 1e6)} MB`,
    against === undefined ? '' : ratio(medianOf(name, 'wallMs'), medianOf(against, 'wallMs')),
    against === undefined ? '' : ratio(medianOf(name, 'userMs'), medianOf(against, 'userMs')),
    aim,
  ])
  const versions = Object.entries(peers).map(([name, version]) => `${name} ${version}`)
  return `# What a lint costs

Whole processes over ${about}; medians of ${rounds} rounds of everything, written by \`npm run bench -- lint\`. The peers are
their native programs, started without the scripts of Node around them. *Again* is a second run over the same texts, which pgwright remembers.
The last two columns of ratios are wall time and user time to squawk's.

${[environment, ...versions].join(' · ')}

${renderTable(['What', 'Median #', 'Fastest #', 'User #', 'Memory #', 'Wall #', 'User ratio #', 'Aim'], rows)}
`
}
