import type { Section, TimelineSection } from '../../section.ts'
import { barsFrom, stepDuration } from '../../timeline.ts'
import { details, escapeHtml, escapeMarkdown, fence, inlineCode, table } from './text.ts'

export function writeSection(section: Section): string {
  const summary = section.summary === undefined ? '' : `${escapeMarkdown(section.summary)}\n\n`
  return details(escapeHtml(section.title), summary + writeBody(section))
}

/** The same unfolded. */
export function writeOpenSection(section: Section): string {
  const parts = [
    `## ${escapeMarkdown(section.title)}`,
    escapeMarkdown(section.summary ?? ''),
    writeBody(section),
  ]
  return parts.filter(part => part !== '').join('\n\n')
}

function writeBody(section: Section): string {
  switch (section.kind) {
    case 'timeline':
      return writeTimeline(section)
    case 'table':
      return table(
        section.columns,
        section.rows.map(row => section.columns.map((_, i) => writeCell(row[i]?.text ?? ''))),
      )
    case 'text':
      return section.paragraphs.map(escapeMarkdown).join('\n\n')
    case 'code':
      return fence(section.language, section.code)
  }
}

/** A line end would end the row. */
function writeCell(text: string): string {
  return text.split('\n').map(escapeMarkdown).join('<br>')
}

function writeTimeline(section: TimelineSection): string {
  const rows = section.steps.map((step, i) => [
    String(i + 1),
    inlineCode(step.label),
    escapeMarkdown(step.group ?? ''),
    barsFrom(section, i)
      .map(({ lane, bar }) => `${escapeMarkdown(bar.label)} on ${inlineCode(lane)}`)
      .join('<br>'),
    stepDuration(step),
  ])
  const columns = [
    { title: 'Step', align: 'right' as const },
    { title: 'Statement' },
    { title: 'Group' },
    { title: 'Begins' },
    { title: 'Time', align: 'right' as const },
  ]
  return table(columns, rows)
}
