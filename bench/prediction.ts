import { writeFileSync } from 'node:fs'
import { type Cluster, listServers, startCluster } from '../src/engine/index.ts'
import { Agreement, type Comparison } from '../test/prediction/agreement.ts'
import { listStatements as alterStatements } from '../test/prediction/alter-table-statements.ts'
import { listStatements as objectStatements, objectsSchema } from '../test/prediction/objects-statements.ts'
import { schema } from '../test/prediction/schema.ts'
import { leaveOutUnknowable } from '../test/prediction/tables-exceptions.ts'
import { tablesSchema } from '../test/prediction/tables-schema.ts'
import { listFixed, listStatements as tableStatements } from '../test/prediction/tables-statements.ts'
import { typeSchema } from '../test/prediction/type-changes.ts'
import { describeEnvironment } from './environment.ts'
import { renderTable } from './table.ts'

/** Statements of one sort, each on the same database. */
interface Family {
  name: string
  schema: string
  list(major: number, seed: number, count: number): string[]
}

const families: Family[] = [
  {
    name: 'ALTER TABLE, renames, domains',
    schema: schema + typeSchema,
    list: (_, seed, count) => alterStatements(seed, count),
  },
  {
    name: 'tables, indexes, data, maintenance',
    schema: tablesSchema,
    list: (major, seed, count) => [...listFixed(major), ...tableStatements(seed, count)].slice(-count),
  },
  {
    name: 'all other objects, DO blocks',
    schema: objectsSchema,
    list: (_, seed, count) => objectStatements(seed, count),
  },
]

interface Result {
  major: number
  family: string
  compared: number
  /** Those that the server refuses, which the prediction must foresee as well. */
  refused: number
  byRows: number
  disagreements: Comparison[]
}

/** `npm run bench -- prediction [count] [seed]`: so many statements of each family on every major, other ones on each. */
export async function run([count = '300', seed = '1']: string[]): Promise<void> {
  const environment = await describeEnvironment()
  const results: Result[] = []
  const majors = new Set((await listServers()).map(({ major }) => major))
  for (const major of [...majors].sort()) {
    for (const family of families) {
      const cluster = await startCluster({ major })
      try {
        results.push(await compareAll(cluster, family, Number(count), Number(seed)))
      } finally {
        await cluster.stop()
      }
      writeFileSync('bench/prediction.md', renderPage(`${environment} · seed ${seed}`, results))
    }
  }
}

async function compareAll(cluster: Cluster, family: Family, count: number, seed: number): Promise<Result> {
  const { major } = cluster.server
  const agreement = await Agreement.open(cluster, family.schema)
  const result: Result = {
    ...{ major, family: family.name, compared: 0, refused: 0, byRows: 0, disagreements: [] },
  }
  for (const sql of new Set(family.list(major, seed * 1000 + major, count))) {
    const comparison = await agreement.compare(sql)
    const { observed, predicted } = leaveOutUnknowable(comparison)
    if (isUpToRows(observed.error)) {
      result.byRows++
      continue
    }
    result.compared++
    if (observed.error !== undefined) result.refused++
    if (JSON.stringify(observed) !== JSON.stringify(predicted))
      result.disagreements.push({ ...comparison, observed, predicted })
  }
  console.log(`${major} ${family.name}: ${result.compared} compared, ${result.disagreements.length} disagree`)
  return result
}

/** Whether a value cannot be converted, or a row breaks a new constraint, only the rows can say. */
function isUpToRows(sqlstate = ''): boolean {
  return /^2[23]/.test(sqlstate)
}

function renderPage(environment: string, results: readonly Result[]): string {
  const total = (of: (result: Result) => number) => results.reduce((sum, result) => sum + of(result), 0)
  const compared = total(it => it.compared)
  const disagreeing = total(it => it.disagreements.length)
  const rows = results.map(({ major, family, compared, refused, byRows, disagreements }) => [
    String(major),
    family,
    ...[compared, refused, byRows, disagreements.length].map(String),
  ])
  const list = results.flatMap(({ major, disagreements }) =>
    disagreements.map(
      it => `- ${major}: \`${it.sql.replace(/\s+/g, ' ').replaceAll('`', "'")}\`\n${differ(it)}`,
    ),
  )
  return `# Prediction and observation

Statements made by chance and by enumeration, each run in a database of its sort and taken back, and predicted from the catalog of the
same database. Compared are locks stronger than ROW EXCLUSIVE, rewrites, truncations, scans, index builds, what is made, dropped and
renamed, and the SQLSTATE of a refusal (see decision 12). What only the rows decide is counted and not compared. Other seeds than those of the tests.
Written by \`npm run bench -- prediction\`.

${environment}

${compared} compared, ${disagreeing} disagree (${((disagreeing / compared) * 100).toFixed(2)} %).

${renderTable(['Major', 'Statements', 'Compared #', 'Refused by the server #', 'Up to the rows #', 'Disagree #'], rows)}

## Where they disagree

${list.length === 0 ? 'Nowhere.' : list.join('\n')}
`
}

/** The fields in which both sides differ. */
function differ({ observed, predicted }: Comparison): string {
  const keys = [
    ...new Set([...Object.keys(observed), ...Object.keys(predicted)]),
  ] as (keyof typeof observed)[]
  return keys
    .filter(key => JSON.stringify(observed[key]) !== JSON.stringify(predicted[key]))
    .map(
      key =>
        `  - ${key}: observed ${JSON.stringify(observed[key])}, predicted ${JSON.stringify(predicted[key])}`,
    )
    .join('\n')
}
