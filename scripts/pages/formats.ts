import type { Reporter } from '../../src/findings/index.ts'
import type { Format } from '../../src/history/index.ts'
import { dedent, mark, type Page, renderTable } from './markdown.ts'

/** Which migration tools' folders are read, and how. */
export function renderHistoryFormatPage(formats: readonly Format[]): Page {
  const rows = formats.map(({ name, title, ledger }) => [
    `\`${name}\``,
    `[${title}](#${anchor(title)})`,
    ledger === undefined ? '' : ledger.tables.map(table => `\`${table}\``).join(', '),
  ])
  const text = `${mark('src/history/formats')}
# Migration folders

pgwright reads migrations in place, in the layout of the tool that runs them, and finds out which tool that is. The order
and the rules about transactions are each tool's own; the names in parentheses are where its source says so.

${renderTable(['format', 'tool', 'table of what was applied'], rows)}

${formats.map(({ title, docs }) => `## ${title}\n\n${dedent(docs)}`).join('\n\n')}
`
  return { file: 'docs/reference/history-formats.md', text }
}

/** In which forms a report can be had. */
export function renderReportFormatPage(reporters: readonly Reporter[]): Page {
  const rows = reporters.map(({ name, summary }) => [`\`${name}\``, summary])
  const text = `${mark('src/findings/reporters')}
# Report formats

\`--format <name>\` prints a report in one of these forms, \`--format <name>=<file>\` writes it to a file; the option may be
repeated. The JSON is described by [a schema](../../schema/report.schema.json).

${renderTable(['format', ''], rows)}
`
  return { file: 'docs/reference/report-formats.md', text }
}

/** The anchor that GitHub gives a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-')
}
