import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describeEnvironment } from './environment.ts'
import { renderTable, seconds } from './table.ts'

const output = fileURLToPath(new URL('kills.md', import.meta.url))

/**
 * Kills runs of one history at random moments, as often as is said, and writes the page when all of them were gone on with to
 * the same end. It is the test of the suite, only longer.
 */
export async function campaignOfKills(kills: number): Promise<void> {
  const environment = await describeEnvironment()
  const folder = await mkdtemp(join(tmpdir(), 'pgwright-kills-'))
  const report = join(folder, 'report.json')
  const begun = performance.now()
  try {
    const { status } = spawnSync('npx', ['vitest', 'run', 'test/migrate/killed.test.ts', '-t', 'killed'], {
      env: { ...process.env, PGWRIGHT_TEST_KILLS: String(kills), PGWRIGHT_TEST_KILLS_REPORT: report },
      stdio: 'inherit',
    })
    if (status !== 0) throw new Error(`a run did not end as it would have undisturbed: see above`)
    const { histories, after } = JSON.parse(await readFile(report, 'utf8'))
    await writeFile(output, renderKills({ environment, histories, after, tookMs: performance.now() - begun }))
  } finally {
    await rm(folder, { recursive: true })
  }
}

interface Kills {
  environment: string
  histories: number
  /** What each of the runs that were killed had told last. */
  after: string[]
  tookMs: number
}

function renderKills({ environment, histories, after, tookMs }: Kills): string {
  const places = [...new Set(after)].sort()
  const rows = places.map(place => [place, String(after.filter(it => it === place).length)])
  return `# Killed runs

\`pgwright migrate up\` is killed by SIGKILL at a random moment, up to four times in one database, and then left to finish: catalog and rows
of every table must be those of a run that nobody disturbed. The history (\`test/migrate/mixed-history.ts\`) has transactions, CONCURRENTLY statements,
a detached partition, changes that must not happen twice, and a backfill. Written by \`npm run campaign -- --kills 200\`.

${environment} · ${new Date().toISOString().slice(0, 10)}

${after.length} kills in ${histories} databases, ${seconds(tookMs)}: all ended as undisturbed.

## Where they were killed
What a run had told last before it was killed, up to 30 ms later.

${renderTable(['Event', 'Kills #'], rows)}
`
}
