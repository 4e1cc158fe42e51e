import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { describeEnvironment } from './environment.ts'
import { runPgwright } from './measure.ts'
import { listProjects, type Project, setupFile } from './projects.ts'
import { openScratchCache, type ScratchCache } from './scratch-cache.ts'
import { renderTable, seconds } from './table.ts'

interface Outcome extends Project {
  format: string
  migrations: number
  /** Why the history could not be read or replayed. */
  failure?: string
  coldMs?: number
  warmMs?: number
  /** Number of findings by check: of the last migration, and of the last ten. */
  last?: string
  lastTen?: string
}

const output = fileURLToPath(new URL('histories.md', import.meta.url))

/**
 * Reviews the last migration of every public project of `histories.json` of which there is a checkout, or at least its
 * migrations, in `--from <folder>/<owner>+<name>`. A second argument chooses projects by a part of their name.
 */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { from: { type: 'string' } },
    allowPositionals: true,
  })
  if (values.from === undefined) throw new Error('Say where the checkouts are: --from <folder>')
  const environment = await describeEnvironment()
  await using cache = await openScratchCache()
  const outcomes: Outcome[] = []
  for (const { folder, ...project } of listProjects(values.from, positionals)) {
    const outcome = await reviewProject(project, folder, cache)
    console.log(Object.values(describeOutcome(outcome)).join(' · '))
    outcomes.push(outcome)
  }
  if (positionals.length === 0) await writeFile(output, renderPage(outcomes, environment))
}

async function reviewProject(project: Project, folder: string, cache: ScratchCache): Promise<Outcome> {
  const place = ['--dir', folder, ...(project.layout === undefined ? [] : ['--layout', project.layout])]
  const read = await runPgwright(['history', ...place, '--json'], cache.env)
  if (read.status !== 0)
    return { ...project, format: '', migrations: 0, failure: readError(read.stderr, folder) }
  const { format, migrations } = JSON.parse(read.stdout).facts
  const outcome: Outcome = { ...project, format, migrations: migrations.length }

  const review = async (last: number) => {
    const setup = project.setup === undefined ? [] : ['--setup', setupFile(project.setup)]
    return runPgwright(['review', ...place, '--last', String(last), '--json', ...setup], cache.env)
  }
  await cache.empty()
  const cold = await review(1)
  if (cold.status > 1) return { ...outcome, failure: readError(cold.stderr, folder) }
  const failed = findFailure(cold.stdout, folder)
  if (failed !== undefined) return { ...outcome, failure: failed }
  const warm = await review(1)
  const ten = await review(Math.min(10, migrations.length))
  return {
    ...outcome,
    coldMs: cold.wallMs,
    warmMs: warm.wallMs,
    last: countChecks(cold.stdout),
    lastTen: ten.status > 1 ? readError(ten.stderr, folder) : countChecks(ten.stdout),
  }
}

/** The last migration is part of the history: where it fails itself, the history was not replayed. */
function findFailure(json: string, folder: string): string | undefined {
  const checks = ['syntax-error', 'statement-fails']
  const failure = JSON.parse(json).findings.find(({ check }: { check: string }) => checks.includes(check))
  if (failure === undefined) return undefined
  const { file, line, column } = failure.location
  return `${file.replace(`${folder}/`, '')}:${line}:${column}: ${failure.message}`
}

function countChecks(json: string): string {
  const counts = new Map<string, number>()
  for (const { check } of JSON.parse(json).findings) counts.set(check, (counts.get(check) ?? 0) + 1)
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([check, count]) => `${check} ${count}`)
    .join(', ')
}

/** The first line of the error, without the path of the checkout. */
function readError(stderr: string, folder: string): string {
  const line =
    stderr.split('\n').find(it => /^(error|bug):/.test(it)) ?? stderr.trim().split('\n').at(-1) ?? ''
  return line
    .replace(/^\w+: /, '')
    .replaceAll(`${folder}/`, '')
    .replace(`${folder} `, 'the folder ')
    .replace('the history cannot be replayed: ', '')
}

function describeOutcome({ project, format, migrations, failure, ...rest }: Outcome) {
  const { coldMs, warmMs, last = '', lastTen = '' } = rest
  const time = (ms: number | undefined) => (ms === undefined ? '' : seconds(ms))
  return {
    Project: project,
    Format: format,
    'Migrations #': migrations === 0 ? '' : String(migrations),
    Replayed: failure === undefined ? 'yes' : `no: ${failure}`,
    'Cold #': time(coldMs),
    'Warm #': time(warmMs),
    'The last migration': last,
    'The last ten': lastTen,
  }
}

function renderPage(outcomes: readonly Outcome[], environment: string): string {
  const rows = outcomes.map(describeOutcome)
  const replayed = outcomes.filter(({ failure }) => failure === undefined)
  const formats = new Set(replayed.map(({ format }) => format))
  const migrations = replayed.reduce((sum, outcome) => sum + outcome.migrations, 0)
  return `# Public projects' histories

What \`pgwright review --last 1\` makes of migration histories that other people really have. Written by
\`npm run bench -- histories --from <folder of checkouts>\`; nothing of these projects is kept here. *Cold* has the
servers' programs but no template; *warm* is the same review again. Findings are counted by check, for the last
migration and for the last ten of each history.

${environment}

${replayed.length} of ${outcomes.length} histories replayed: ${migrations} migrations in ${formats.size} formats.

${renderTable(
  Object.keys(rows[0] ?? {}),
  rows.map(row => Object.values(row)),
)}

Some projects need what their platform provides before the first migration; \`bench/setup/\` has a stand-in of ours for
these: ${outcomes
    .filter(({ setup }) => setup !== undefined)
    .map(({ project }) => project)
    .join(', ')}.
`
}
