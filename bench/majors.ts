import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { listServers } from '../src/engine/index.ts'
import { type Review, review } from '../src/review/index.ts'
import { renderTable } from './table.ts'

const output = fileURLToPath(new URL('majors.md', import.meta.url))
const demo = fileURLToPath(new URL('../demo', import.meta.url))

/** The demo's review on every major version there is, and where one says something else than the newest. */
export async function run(): Promise<void> {
  const majors = [...new Set((await listServers()).map(({ major }) => major))].sort((a, b) => b - a)
  const reviews: { major: number; report: Review }[] = []
  for (const major of majors) {
    const options = { dir: `${demo}/migrations`, pending: { last: 3 }, seeds: [`${demo}/seed.sql`], major }
    reviews.push({ major, report: await review(options) })
  }
  const newest = reviews[0]!
  const page = `# The same review on every major version

The review of the demo's pending change, written by \`npm run bench -- majors\`.

${renderTable(
  ['Check', ...majors.map(major => `PostgreSQL ${major} #`)],
  [
    ['verdict', ...reviews.map(({ report }) => report.verdict ?? '')],
    ...listChecks(newest.report, ...reviews.map(({ report }) => report)).map(check => [
      check,
      ...reviews.map(({ report }) => String(report.findings.filter(it => it.check === check).length)),
    ]),
  ],
)}

## Differences from PostgreSQL ${newest.major}

${reviews
  .slice(1)
  .map(({ major, report }) => `- PostgreSQL ${major}: ${describeDifferences(newest.report, report)}`)
  .join('\n')}
`
  console.log(page)
  await writeFile(output, page)
}

function listChecks(...reports: Review[]): string[] {
  return [...new Set(reports.flatMap(({ findings }) => findings.map(({ check }) => check)))].sort()
}

/** Findings by their text: whatever one says and the other does not. */
function describeDifferences(one: Review, other: Review): string {
  const texts = ({ findings }: Review) =>
    new Set(findings.map(({ check, message }) => `${check}: ${message}`))
  const [ones, others] = [texts(one), texts(other)]
  const lacks = [...ones].filter(text => !others.has(text)).map(text => `  - not here: ${text}`)
  const has = [...others].filter(text => !ones.has(text)).map(text => `  - only here: ${text}`)
  return lacks.length + has.length === 0 ? 'none.' : `\n${[...lacks, ...has].join('\n')}`
}
