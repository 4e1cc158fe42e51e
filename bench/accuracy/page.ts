import { renderTable } from '../table.ts'
import type { Measured } from './measure.ts'
import { countedRules } from './peer-rules.ts'
import { grades } from './pgwright.ts'

/** A linter, or pgwright with a grade of knowledge. */
export interface Judged {
  name: string
  how: string
  isFlagged(it: Measured): boolean
}

interface Results {
  measured: readonly Measured[]
  judged: readonly Judged[]
  rows: number
  environment: string
}

export function renderPage({ measured, judged, rows, environment }: Results): string {
  const majors = [...new Set(measured.map(({ major }) => major))].sort()
  const unlike = measured.filter(it => it.isDangerous !== it.isPlainlyDangerous)
  const statements = new Set(measured.map(({ id }) => id)).size
  const chains = new Set(measured.filter(({ id }) => id.startsWith('chains')).map(({ id }) => id)).size
  return `# Who is right about work under a lock

${statements} cases (\`bench/accuracy/statements/\`; ${chains} of them are chains of a few statements) on PostgreSQL ${majors.join(', ')}: each
is run on tables of ${rows.toLocaleString('en-US')} rows or more, and what it does is *measured*. It is dangerous when its transaction holds SHARE or a
stronger lock on a table that was there before while a table is rewritten, read as a whole, or gets an index. pgwright's own
recorder measures it, and so does a second measurement that shares nothing with it (\`pg_locks\`, files, tuples read, and
whether a writer makes the statement wait); ${unlike.length === 0 ? 'both say the same of every case' : `they differ on ${unlike.length}, listed below`}. Written by
\`npm run bench -- accuracy\`.

${environment}

Of each linter only the rules count that speak of such work (\`bench/accuracy/peer-rules.ts\`: ${Object.entries(
    countedRules,
  )
    .map(([name, rules]) => `${rules.size} of ${name}`)
    .join(', ')}), of
pgwright those about work under a lock. A false alarm is a finding of such a rule on a case that is not dangerous.

${renderTable(
  ['', 'Recall #', 'Precision #', 'False alarms #', 'Found #', 'Missed #', 'False #', 'How'],
  judged.map(it => [it.name, ...describeScore(score(measured, it)), it.how]),
)}

By major, recall and false alarms:

${renderTable(
  ['', ...majors.map(major => `${major} #`)],
  judged.map(it => [
    it.name,
    ...majors.map(major => {
      const { found, missed, wrong, quiet } = score(
        measured.filter(one => one.major === major),
        it,
      )
      return `${percent(found, found + missed)} · ${percent(wrong, wrong + quiet)}`
    }),
  ]),
)}
${grades.map(grade => renderFaults(grade, measured)).join('')}${renderUnlike(unlike)}`
}

function score(measured: readonly Measured[], { isFlagged }: Judged) {
  const count = (isDangerous: boolean, isFound: boolean) =>
    measured.filter(it => it.isDangerous === isDangerous && isFlagged(it) === isFound).length
  return {
    found: count(true, true),
    missed: count(true, false),
    wrong: count(false, true),
    quiet: count(false, false),
  }
}

function describeScore({ found, missed, wrong, quiet }: ReturnType<typeof score>): string[] {
  return [
    percent(found, found + missed),
    percent(found, found + wrong),
    percent(wrong, wrong + quiet),
    ...[found, missed, wrong].map(String),
  ]
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)} %`
}

/** Every miss and every false alarm of pgwright with a grade of knowledge. */
function renderFaults(grade: (typeof grades)[number], measured: readonly Measured[]): string {
  const faults = measured.filter(it => it.verdicts[grade].isFlagged !== it.isDangerous)
  if (faults.length === 0) return `\n## ${grade}: nothing missed, no false alarm\n`
  const alike = (a: Measured, b: Measured) => a.id === b.id && a.isDangerous === b.isDangerous
  const firsts = faults.filter((it, index) => faults.findIndex(other => alike(it, other)) === index)
  const rows = firsts.map(first => [
    first.isDangerous ? 'missed' : 'false alarm',
    first.id,
    shorten(first.sql),
    faults
      .filter(it => alike(it, first))
      .map(({ major }) => major)
      .join(', '),
    first.verdicts[grade].unknown.join('; '),
  ])
  return `
## ${grade}: ${faults.filter(it => it.isDangerous).length} missed, ${faults.filter(it => !it.isDangerous).length} false alarms

${renderTable(['', 'Case', 'Statement', 'On', 'It says that it does not know'], rows)}
`
}

function renderUnlike(unlike: readonly Measured[]): string {
  if (unlike.length === 0) return ''
  const rows = unlike.map(({ id, major, sql, isDangerous }) => [
    ...[id, String(major), shorten(sql)],
    isDangerous ? 'the recorder only' : 'the other only',
  ])
  return `
## Where the two measurements differ

${renderTable(['Case', 'On', 'Statement', 'Dangerous says'], rows)}
`
}

function shorten(sql: string): string {
  const line = sql.replace(/\s+/g, ' ').trim()
  return `\`${line.length > 140 ? `${line.slice(0, 139)}…` : line}\``
}
