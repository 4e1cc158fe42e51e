import { createHash } from 'node:crypto'
import type { Finding } from '../../finding.ts'
import type { NotAssessed, Report, Ticket } from '../../report.ts'
import type { Section } from '../../section.ts'
import { countFindings } from '../../words.ts'
import { writeRemedy } from './finding.ts'
import { mostCharacters, noteOmitted, roomForNote, takeFitting } from './fit.ts'
import { writeOpenSection } from './section.ts'
import { escapeMarkdown, fence } from './text.ts'

/**
 * An issue for a tracker. The same report gives the same bytes, and its first line is the same for every report about the
 * same databases, so that a program can look for it and update the ticket; `state` is another when something else was found.
 */
export function writeTicket(
  report: Report,
  { key, title, labels, sections, command, checklist }: Ticket,
  writeLabels: (labels: readonly string[]) => string,
): string {
  const shown = sections.map(shorten)
  const blocks = [
    `<!-- pgwright ticket ${key} -->\n<!-- state ${hashState(report)} -->`,
    `# ${escapeMarkdown(title)}`,
    writeSummary(report),
    ...shown.map(({ section }) => writeOpenSection(section)),
    ...writeRemedies(report.findings),
    writeGaps(report.notAssessed),
    `## See it again\n\n${fence('sh', command)}`,
    `## To do\n\n${checklist.map(step => `- [ ] ${escapeMarkdown(step)}`).join('\n')}`,
    writeLabels(labels),
  ].filter(block => block !== '')
  const kept = takeFitting(blocks, mostCharacters - roomForNote, block => block.length + 2)
  const omitted = blocks.length - kept.length + shown.reduce((sum, it) => sum + it.omitted, 0)
  return `${[...kept, ...noteOmitted(omitted, 'an issue')].join('\n\n')}\n`
}

/** What the rows of one table may take, so that there is room for two and the rest. */
const mostForRows = 20_000

function shorten(section: Section): { section: Section; omitted: number } {
  if (section.kind !== 'table') return { section, omitted: 0 }
  const rows = takeFitting(
    section.rows,
    mostForRows,
    cells => cells.map(({ text }) => text).join(' | ').length,
  )
  return { section: { ...section, rows }, omitted: section.rows.length - rows.length }
}

function hashState({ findings, notAssessed }: Report): string {
  const seen = [
    ...findings.map(({ check, message }) => `${check} ${message}`),
    ...notAssessed.map(it => it.what),
  ]
  return createHash('sha256').update(JSON.stringify(seen)).digest('hex').slice(0, 16)
}

/** The counts, and the reasons of what is grave, each once. */
function writeSummary({ findings }: Report): string {
  const counts = countFindings(findings)
  const grave = findings.filter(({ severity }) => severity === 'error').map(({ why }) => why)
  const reasons = [...new Set(grave)].map(why => `- ${escapeMarkdown(why)}`).join('\n')
  return `**${counts.charAt(0).toUpperCase()}${counts.slice(1)}.**${reasons && `\n\n${reasons}`}`
}

function writeRemedies(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ message, remedy }) =>
    remedy === undefined ? [] : [`### ${escapeMarkdown(message)}\n\n${writeRemedy(remedy)}`],
  )
}

function writeGaps(notAssessed: readonly NotAssessed[]): string {
  if (notAssessed.length === 0) return ''
  const gaps = notAssessed.map(({ what, because }) => `- ${escapeMarkdown(`${what}, because ${because}`)}`)
  return `## Not assessed\n\n${gaps.join('\n')}`
}
