import type { Location } from '../../base/index.ts'
import { count } from '../../base/index.ts'
import type { Finding, Severity } from '../finding.ts'
import { severities } from '../finding.ts'
import type { NotAssessed } from '../report.ts'
import { defineReporter } from '../reporter.ts'
import { countFindings } from '../words.ts'
import { escapeMarkdown } from './markdown/text.ts'
import { writeTicket } from './markdown/ticket.ts'

/**
 * Workflow commands, the gravest first because GitHub shows only the first ten of each kind.
 * Source: docs.github.com, "Workflow commands for GitHub Actions"; escaping as in actions/toolkit.
 */
export const github = defineReporter({
  name: 'github',
  summary: 'for GitHub: annotations on the changed lines in Actions; of databases, an issue in Markdown',
  render(report) {
    if (report.ticket !== undefined) return writeTicket(report, report.ticket, labelInWords)
    const { command, verdict, findings, notAssessed } = report
    const sorted = [...findings].sort(
      (a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity),
    )
    const unassessed = notAssessed.length === 0 ? '' : `, ${count(notAssessed.length, 'thing')} not assessed`
    const counts = `${countFindings(findings)}${unassessed}`
    const summary = `pgwright ${escapeData(command)}: ${verdict ?? 'done'}, ${counts}`
    return `${[...sorted.map(annotate), ...notAssessed.map(annotateGap), summary].join('\n')}\n`
  },
})

/** GitHub reads no labels from a text. */
function labelInWords(labels: readonly string[]): string {
  return `Labels: ${labels.map(escapeMarkdown).join(', ')}`
}

const levels: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' }

function annotate(finding: Finding): string {
  const remedy =
    finding.remedy === undefined ? [] : [`Remedy: ${finding.remedy.title}`, finding.remedy.sql ?? '']
  const text = [finding.message, finding.why, ...remedy].filter(part => part !== '').join('\n')
  return writeCommand(levels[finding.severity], finding.check, text, finding.location)
}

function annotateGap({ what, because, location }: NotAssessed): string {
  return writeCommand('warning', 'Not assessed', `${what}: ${because}`, location)
}

function writeCommand(level: string, title: string, text: string, location?: Location): string {
  const properties = [...(location === undefined ? [] : place(location)), ['title', title] as const]
  const list = properties.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',')
  return `::${level} ${list}::${escapeData(text)}`
}

/** GitHub takes columns only for a range within one line. */
function place({ file, line, column, endLine, endColumn }: Location): (readonly [string, string | number])[] {
  const lines = [
    ['file', file],
    ['line', line],
    ['endLine', endLine],
  ] as const
  return line === endLine ? [...lines, ['col', column], ['endColumn', endColumn]] : [...lines]
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
