import type { Style } from '../../reporter.ts'
import type { Section, TableSection } from '../../section.ts'
import { drawHeading } from './heading.ts'
import { fitColumns, indent, layRow, wrap } from './layout.ts'
import { drawTimeline } from './timeline.ts'
import { paintTone } from './tone.ts'

export function drawSection(section: Section, width: number, style: Style): string[] {
  const summary = section.summary === undefined ? [] : wrap(section.summary, width).map(style.dim)
  return [...drawHeading(section.title, '', width, style), ...summary, '', ...drawBody(section, width, style)]
}

function drawBody(section: Section, width: number, style: Style): string[] {
  switch (section.kind) {
    case 'timeline':
      return drawTimeline(section, width, style)
    case 'table':
      return indent(drawTable(section, width - 2, style), 2)
    case 'text':
      return section.paragraphs.flatMap((text, i) => [
        ...(i === 0 ? [] : ['']),
        ...indent(wrap(text, width - 2), 2),
      ])
    case 'code':
      return indent(section.code.trimEnd().split('\n'), 2).map(line => (line === '' ? '' : style.green(line)))
  }
}

function drawTable({ columns, rows }: TableSection, width: number, style: Style): string[] {
  const natural = columns.map(({ title }, i) =>
    rows.reduce((widest, row) => Math.max(widest, longestLine(row[i]?.text ?? '')), title.length),
  )
  const widths = fitColumns(natural, width)
  const layout = columns.map(({ align }, i) => ({ width: widths[i]!, isRight: align === 'right' }))
  const head = layRow(columns.map(({ title }, i) => ({ ...layout[i]!, text: title, paint: style.dim })))
  const body = rows.map(row =>
    layRow(
      layout.map((column, i) => ({
        ...column,
        text: row[i]?.text ?? '',
        paint: text => paintTone(text, row[i]?.tone, style),
      })),
    ),
  )
  return [...head, ...body.flat()]
}

function longestLine(text: string): number {
  return Math.max(...text.split('\n').map(line => line.length))
}
