import { html, type Markup } from '../../../findings/index.ts'
import type { Placed } from '../../layout.ts'
import { type Box, type Change, type Row, signs } from '../../picture.ts'
import { headHeight, inset, type Line, rowHeight, type Shape } from '../../shape.ts'

/** Where the line stands that letters stand on, from the middle of a row. */
const baseline = 4

export function drawBox({ shape, x, y }: Placed): Markup {
  const { box, title, rows, lines, width, height } = shape
  const names = ['erd-box', box.kind.endsWith('view') ? 'erd-view' : '', nameClass(box.change)]
  return html`<g class="${names.filter(Boolean).join(' ')}" data-key="${box.key}" data-name="${box.schema}.${box.name}" transform="translate(${x} ${y})"><title>${tellBox(box)}</title><rect width="${width}" height="${height}" rx="5"/><path class="erd-head" d="${drawHead(shape)}"/><text class="erd-title" x="${inset}" y="${headHeight / 2 + baseline}">${title}</text>
${rows.map((row, i) => drawRow(row, headHeight + i * rowHeight, shape))}${lines.map((line, i) => drawLine(line, headHeight + (rows.length + i) * rowHeight))}</g>
`
}

/** Round where the box is. */
function drawHead({ width, height }: Shape): string {
  const bottom = height === headHeight ? `V${headHeight - 5.5}q0 5 -5 5H5.5q-5 0 -5 -5` : `V${headHeight}H.5`
  return `M.5 5.5q0 -5 5 -5H${width - 5.5}q5 0 5 5${bottom}z`
}

function drawRow({ row, name, type }: Shape['rows'][number], y: number, { nameStart, width }: Shape): Markup {
  const text = y + rowHeight / 2 + baseline
  const ground = row.change && html`<rect x="1" y="${y}" width="${width - 2}" height="${rowHeight}"/>`
  return html`<g class="${['erd-row', nameClass(row.change)].filter(Boolean).join(' ')}"><title>${tellRow(row)}</title>${ground}<text class="erd-mark erd-dim" x="${inset}" y="${text}">${row.marks.join(' ')}</text><text x="${nameStart}" y="${text}">${name}</text><text class="erd-end erd-dim" x="${width - inset}" y="${text}">${type}</text></g>
`
}

function drawLine({ text, change }: Line, y: number): Markup {
  return html`<text class="${nameClass(change) || 'erd-dim'}" x="${inset}" y="${y + rowHeight / 2 + baseline}">${text}</text>
`
}

function nameClass(change: Change | undefined): string {
  return change === undefined ? '' : `erd-${change}`
}

function tellBox({ schema, name, kind, comment, badges, notes, partitions, change }: Box): string {
  return [
    `${kind} ${schema}.${name}${change === undefined ? '' : ` (${change})`}`,
    comment ?? [],
    badges,
    notes.map(note => `${signs[note.change]} ${note.text}`),
    partitions,
  ]
    .flat()
    .join('\n')
}

function tellRow({ name, type, isNullable, comment, change, changes }: Row): string {
  const head = `${name} ${type}${isNullable ? '' : ' not null'}${change === undefined ? '' : ` (${change})`}`
  return [head, comment ?? [], changes].flat().join('\n')
}
