import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { argv, exit } from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readCatalog } from '../src/catalog/index.ts'
import { listServers, startCluster } from '../src/engine/index.ts'
import { readHistory } from '../src/history/index.ts'
import { type CampaignResults, renderResults } from './campaign-page.ts'
import { describeEnvironment } from './environment.ts'
import { campaignOfKills } from './kills.ts'
import { choosePairs, reconcilePair } from './pairs.ts'
import { listProjects, type Project, readSetup } from './projects.ts'
import { makeRoundTrip, runPsql } from './round-trip.ts'
import { makeStates } from './states.ts'

const output = fileURLToPath(new URL('round-trips.md', import.meta.url))

/**
 * Whether a dump makes the same database, and a script of differences another version of it: of PostgreSQL's own
 * regression database in `--regression <folder>` (`regression-roles.sql`, `regression.sql`), and of the public projects
 * in `--from <folder>/<owner>+<name>`, these on the newest server or on `--majors 18,14`. Arguments choose projects by
 * parts of their names; then no page is written. `--kills <n>` kills runs of migrations instead, and writes a page of its own.
 */
const { values, positionals } = parseArgs({
  args: argv.slice(2),
  options: {
    regression: { type: 'string' },
    from: { type: 'string' },
    majors: { type: 'string' },
    pairs: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    kills: { type: 'string' },
  },
  allowPositionals: true,
})
if (values.kills !== undefined) {
  await campaignOfKills(Number(values.kills))
  exit()
}
const environment = await describeEnvironment()
const servers = await listServers()
const every = [...new Set(servers.map(({ major }) => major))].sort((a, b) => b - a)
const majors = values.majors?.split(',').map(Number) ?? every.slice(0, 1)
const results: CampaignResults = { trips: [], pairs: [], unread: [] }

if (values.regression !== undefined) {
  for (const major of every.filter(it => it >= 15)) await tryRegression(values.regression, major)
}
if (values.from !== undefined) {
  for (const project of listProjects(values.from, positionals)) {
    for (const major of majors) await tryProject(project, major)
  }
}
const versions = every.map(it => servers.find(({ major }) => major === it)!.version)
const page = renderResults(results, { environment, versions, seed: values.seed, date: new Date() })
if (positionals.length === 0) await writeFile(output, page)
else console.log(page)

async function tryRegression(folder: string, major: number): Promise<void> {
  await using cluster = await startCluster({ major })
  for (const file of ['regression-roles.sql', 'regression.sql']) {
    const error = await runPsql(cluster, join(folder, file))
    if (error !== undefined) throw new Error(`${file} does not run on ${major}: ${error}`)
  }
  await using session = await cluster.connect()
  const catalog = await readCatalog(session, { hasDependencies: true })
  const trip = await makeRoundTrip(catalog, major)
  report(`regression ${major}`, trip.faults, `${trip.statements} statements, ${Math.round(trip.planMs)} ms`)
  results.trips.push({ name: 'PostgreSQL regression database', major, ...trip })
}

async function tryProject(project: Project & { folder: string }, major: number): Promise<void> {
  const name = `${project.project} ${project.dir}`
  try {
    const history = await readHistory(project.folder, { format: project.layout })
    const versions = history.migrations.length
    const chosen = choosePairs(versions, Number(values.pairs), Number(values.seed))
    const counts = [...new Set([...chosen.flat(), versions])].sort((a, b) => a - b)
    const states = await makeStates(history, await readSetup(project), counts, major)
    const trip = await makeRoundTrip(states.at(-1)!.catalog, major)
    report(`${name} ${major}`, trip.faults, `${trip.statements} statements, ${Math.round(trip.planMs)} ms`)
    results.trips.push({ name, major, ...trip })
    for (const [a, b] of chosen.flatMap(
      ([a, b]) =>
        [
          [a, b],
          [b, a],
        ] as const,
    )) {
      const [from, to] = [a, b].map(it => states.find(({ migrations }) => migrations === it)!)
      const pair = await reconcilePair(from!, to!, major)
      report(
        `${name} ${major} ${a} → ${b}`,
        [
          ...pair.faults,
          ...pair.losses.needless.map(it => `needlessly loses ${it}`),
          ...pair.losses.mistaken.map(it => `mistakenly renames ${it}`),
        ],
        `${pair.statements} statements, ${Math.round(pair.ms)} ms`,
      )
      results.pairs.push({ name, major, ...pair })
    }
  } catch (error) {
    const because = (error as Error).message.split('\n')[0]!.replaceAll(`${project.folder}/`, '')
    console.error(`${name} ${major}: ${because}`)
    results.unread.push({ name, major, because })
  }
}

function report(what: string, faults: readonly string[], facts: string): void {
  console.error(`${faults.length === 0 ? 'equal' : 'FAULT'} ${what}: ${facts}`)
  for (const fault of faults) console.error(`      ${fault}`)
}
