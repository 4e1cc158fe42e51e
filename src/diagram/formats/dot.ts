import { html, type Markup } from '../../findings/index.ts'
import { groupBy } from '../components.ts'
import { defineFormat } from '../format.ts'
import { type Box, type Change, type Edge, type Picture, type Row, signs } from '../picture.ts'
import { tellSign, tellType } from '../words.ts'

export const dot = defineFormat({
  name: 'dot',
  summary: 'for Graphviz, which lays it out and draws it',
  endings: ['dot', 'gv'],
  render(picture) {
    const schemas = [...groupBy(picture.boxes, ({ schema }) => schema)]
    return [
      `digraph ${quote(picture.title)} {`,
      '  graph [rankdir=LR, fontname="Helvetica", ranksep=1];',
      '  node [shape=plain, fontname="Helvetica", fontsize=11];',
      '  edge [dir=both, fontname="Helvetica", fontsize=9];',
      ...schemas.map(([schema, boxes], i) => writeCluster(schema, boxes, i)),
      ...picture.edges.map(edge => writeEdge(edge, picture)),
      '}',
      '',
    ].join('\n')
  },
})

const colors: Record<Change, { ink: string; ground: string }> = {
  added: { ink: '#116329', ground: '#d5f5dc' },
  altered: { ink: '#7d4e00', ground: '#fff1b8' },
  removed: { ink: '#b3131f', ground: '#ffe3e0' },
}

function writeCluster(schema: string, boxes: readonly Box[], index: number): string {
  return [
    `  subgraph cluster_${index} {`,
    `    label=${quote(schema)};`,
    ...boxes.map(box => `    ${quote(box.key)} [label=<${drawTable(box)}>];`),
    '  }',
  ].join('\n')
}

function drawTable({ name, comment, change, rows, hiddenRows, badges, notes }: Box): string {
  const title = strike(tellSign(change) + name, change)
  const ground = change ? colors[change].ground : '#e4e9ee'
  const lines = [
    ...(hiddenRows === 0 ? [] : [{ text: `… ${hiddenRows} more`, change: undefined }]),
    ...badges.map(text => ({ text, change: undefined })),
    ...notes.map(note => ({ ...note, text: tellSign(note.change) + note.text })),
  ]
  return html`<table border="0" cellborder="1" cellspacing="0" cellpadding="3"${hint(comment)}><tr><td colspan="3" bgcolor="${ground}" port="head"><b>${title}</b></td></tr>${rows.map(drawRow)}${lines.map(({ text, change: lineChange }) => html`<tr><td colspan="3" align="left"${fill(lineChange)}>${text}</td></tr>`)}</table>`
    .text
}

function drawRow(row: Row, i: number): Markup {
  const { name, marks, comment, change } = row
  return html`<tr><td${fill(change)} port="l${i}">${marks.join(' ')}</td><td align="left"${fill(change)}${hint(comment)}>${strike(tellSign(change) + name, change)}</td><td align="left"${fill(change)} port="r${i}">${tellType(row)}</td></tr>`
}

function strike(text: string, change: Change | undefined): Markup {
  return change === 'removed' ? html`<s>${text}</s>` : html`${text}`
}

function fill(change: Change | undefined): Markup | undefined {
  return change && html` bgcolor="${colors[change].ground}"`
}

/** Graphviz shows a tooltip only for what has an address, be it an empty one. */
function hint(comment: string | undefined): Markup | undefined {
  return comment === undefined ? undefined : html` href="#" tooltip="${comment}"`
}

function writeEdge(
  { kind, parent, child, words, isOptional, isMany, change }: Edge,
  { boxes }: Picture,
): string {
  const [from, to] = [parent, child].map((end, i) => {
    const row = boxes.find(({ key }) => key === end.box)!.rows.findIndex(({ name }) => name === end.column)
    const port = row === -1 ? 'head' : `${i === 0 ? 'r' : 'l'}${row}`
    return `${quote(end.box)}:${port}`
  })
  const ends =
    kind === 'inheritance'
      ? 'arrowtail=empty, arrowhead=none, style=dashed'
      : `arrowtail=${isOptional ? 'teeodot' : 'teetee'}, arrowhead=${isMany ? 'crowodot' : 'teeodot'}`
  const color =
    change === undefined ? '' : `, color="${colors[change].ink}", penwidth=2, label=${quote(signs[change])}`
  return `  ${from} -> ${to} [${ends}, tooltip=${quote(words)}${color}];`
}

/** In a quoted string of dot a backslash begins an escape, such as \\N for the name of the node. */
function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
}
