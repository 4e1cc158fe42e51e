import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readHistory } from '../src/history/index.ts'
import {
  type Agreement,
  compareHistory,
  type Disagreement,
  type Source,
  sources,
} from './agreement/compare.ts'
import { describeEnvironment } from './environment.ts'
import { listProjects, readSetup } from './projects.ts'
import { renderTable } from './table.ts'

interface Outcome extends Partial<Agreement> {
  project: string
  migrations: number
  /** Why the history could not be read or replayed. */
  failure?: string
}

const output = fileURLToPath(new URL('agreement.md', import.meta.url))

/**
 * Compares what is predicted with what is observed of the `--last` migrations of each public history of which there is a checkout in
 * `--folder <folder>/<owner>+<name>`. Arguments choose projects by parts of their names; then no page is written.
 */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { folder: { type: 'string' }, last: { type: 'string', default: '30' } },
    allowPositionals: true,
  })
  if (values.folder === undefined) throw new Error('Say where the checkouts are: --folder <folder>')
  const environment = await describeEnvironment()
  const last = Number(values.last)
  const outcomes: Outcome[] = []
  for (const { folder, ...project } of listProjects(values.folder, positionals)) {
    const outcome: Outcome = { project: project.project, migrations: 0 }
    outcomes.push(outcome)
    try {
      const history = await readHistory(folder, { format: project.layout })
      outcome.migrations = Math.min(last, history.migrations.length)
      const agreement = await compareHistory(history, await readSetup(project), last)
      const disagreements = agreement.disagreements.map(({ place, ...it }) => ({
        ...it,
        place: place.replace(`${folder}/`, ''),
      }))
      Object.assign(outcome, agreement, { disagreements })
    } catch (error) {
      outcome.failure = (error as Error).message
        .split('\n')[0]!
        .replaceAll(`${folder}/`, '')
        .replaceAll(`${values.folder}/`, '')
    }
    console.error(describeOutcome(outcome).join(' · '))
    if (positionals.length > 0)
      for (const it of outcome.disagreements ?? []) console.log(describe(it).join(' · '))
  }
  if (positionals.length === 0) await writeFile(output, renderPage(outcomes, last, environment))
}

function describeOutcome({
  project,
  migrations,
  failure,
  statements = 0,
  findings = 0,
  agreed,
}: Outcome): string[] {
  if (agreed === undefined) return [project, '', '', '', `not compared: ${failure}`, '']
  const share = (source: Source) =>
    `${agreed[source]} (${((100 * agreed[source]) / (statements || 1)).toFixed(1)} %)`
  return [project, String(migrations), String(statements), String(findings), ...sources.map(share)]
}

function describe({ place, sql, check, isPredicted, source, unknown }: Disagreement): string[] {
  const text = sql.replace(/\s+/g, ' ')
  return [
    place,
    check,
    isPredicted ? 'predicted only' : 'observed only',
    source,
    unknown.join('; '),
    shorten(text),
  ]
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text
}

function renderPage(outcomes: readonly Outcome[], last: number, environment: string): string {
  const compared = outcomes.filter(it => it.agreed !== undefined)
  const statements = sum(compared.map(it => it.statements ?? 0))
  const agreed = (source: Source) => sum(compared.map(it => it.agreed?.[source] ?? 0))
  const disagreements = compared.flatMap(it =>
    (it.disagreements ?? []).map(other => ({ project: it.project, ...other })),
  )
  return `# Predicted and observed: public histories

Each of the last ${last} migrations of every public history that replays is a change of its own: it is rehearsed, and predicted twice, from
the catalog that is there before it and from nothing but the statements of all migrations before it. A statement agrees when
the findings are the same, rule by rule and object by object. Rules that only a rehearsal can judge are left out. Written by
\`npm run bench -- agreement --folder <folder of checkouts>\`; nothing of these projects is kept here but the places.

${environment}

${statements} statements of ${sum(compared.map(it => it.migrations))} migrations in ${compared.length} histories, with ${sum(compared.map(it => it.findings ?? 0))} findings: ${sources
    .map(
      source =>
        `${agreed(source)} agree from the ${source} (${((100 * agreed(source)) / (statements || 1)).toFixed(2)} %)`,
    )
    .join(', ')}.

${renderTable(
  [
    'Project',
    'Migrations #',
    'Statements #',
    'Findings #',
    'Agree from the catalog #',
    'Agree from the history #',
  ],
  outcomes.map(describeOutcome),
)}

## Disagreements

${renderTable(
  ['Project', 'Statement', 'Rule', '', 'From the', 'What the prediction says that it does not know'],
  disagreements.map(it => [it.project, ...describe(it).slice(0, 5)]),
)}
`
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, it) => total + it, 0)
}
