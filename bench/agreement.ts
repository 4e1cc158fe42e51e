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
import { explain, reasons } from './agreement/reasons.ts'
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
      for (const it of outcome.disagreements ?? [])
        console.log([...describe(it), explain(it) ?? 'not explained', it.finding.message].join(' · '))
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
  return [
    ...[project, String(migrations), String(statements), String(findings)],
    ...sources.map(source => `${agreed[source]} (${percent(agreed[source], statements)})`),
  ]
}

function describe({ place, finding, isPredicted, source }: Disagreement): string[] {
  return [place, finding.check, isPredicted ? 'predicted only' : 'observed only', `the ${source}`]
}

function renderPage(outcomes: readonly Outcome[], last: number, environment: string): string {
  const compared = outcomes.filter(it => it.agreed !== undefined)
  const statements = sum(compared.map(it => it.statements ?? 0))
  const disagreements = compared.flatMap(it =>
    (it.disagreements ?? []).map(other => ({ project: it.project, ...other, reason: explain(other) })),
  )
  const unexplained = disagreements.filter(it => it.reason === undefined)
  return `# Predicted and observed: public histories

Each of the last ${last} migrations of every public history that replays is a change of its own: it is rehearsed, and predicted twice, from
the catalog that is there before it and from nothing but the statements of all migrations before it. A statement agrees when
the findings are the same, rule by rule and object by object. Rules that only a rehearsal can judge are left out. Written by
\`npm run bench -- agreement --folder <folder of checkouts>\`; nothing of these projects is kept here but the places.

${environment}

${statements} statements of ${sum(compared.map(it => it.migrations))} migrations in ${compared.length} histories, with ${sum(compared.map(it => it.findings ?? 0))} findings.

${renderTable(
  ['Statements', ...sources.map(source => `Predicted from the ${source} #`)],
  [
    describeShare('agree', source => sum(compared.map(it => it.agreed?.[source] ?? 0)), statements),
    ...reasons.map(({ name }) =>
      describeShare(`differ: ${name}`, source => countStatements(disagreements, source, name), statements),
    ),
    describeShare('not explained', source => countStatements(disagreements, source), statements),
  ],
)}

${reasons.map(({ name, because }) => `- **${capitalize(name)}.** ${because}`).join('\n')}

What is compared, and what a prediction cannot know, is written down in [decision 12](../docs/decisions/0012-predict-by-playing.md). A
reason is a test that each disagreement must pass, in [reasons.ts](agreement/reasons.ts); no disagreement is explained by hand.

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

## Not explained

${unexplained.length === 0 ? 'None.' : renderDisagreements(unexplained)}

## Explained

${renderDisagreements(disagreements.filter(it => it.reason !== undefined))}
`
}

type Explained = Disagreement & { project: string; reason: string | undefined }

function renderDisagreements(disagreements: readonly Explained[]): string {
  return renderTable(
    ['Project', 'Statement', 'Rule', '', 'Predicted from', 'Reason'],
    disagreements.map(it => [it.project, ...describe(it), it.reason ?? '']),
  )
}

function describeShare(what: string, count: (source: Source) => number, statements: number): string[] {
  return [what, ...sources.map(count).map(it => `${it} (${percent(it, statements)})`)]
}

/** The statements of which this is the first reason; without one those that have a disagreement that is not explained. */
function countStatements(disagreements: readonly Explained[], source: Source, reason?: string): number {
  const reasonsByPlace = new Map<string, (string | undefined)[]>()
  for (const it of disagreements.filter(it => it.source === source)) {
    const place = `${it.project} ${it.place}`
    reasonsByPlace.set(place, [...(reasonsByPlace.get(place) ?? []), it.reason])
  }
  const first = [...reasonsByPlace.values()].map(all => (all.includes(undefined) ? undefined : all[0]))
  return first.filter(it => it === reason).length
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / (whole || 1)).toFixed(2)} %`
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, it) => total + it, 0)
}
