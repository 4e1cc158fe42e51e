import { measureText } from './measure.ts'
import type { Box, Change, Row } from './picture.ts'
import { shorten, tellSign, tellType } from './words.ts'

export const rowHeight = 20
export const headHeight = 30
/** Between the border of a box and what is in it. */
export const inset = 10
/** Where names begin, behind the marks of keys. */
const behindMarks = 46

/** A line below the columns: what a table has beside them, and what changed about it. */
export interface Line {
  text: string
  kind: 'badge' | 'note' | 'more'
  change?: Change
}

/** A box with its measures; rows and lines are all `rowHeight` high. */
export interface Shape {
  box: Box
  title: string
  rows: { row: Row; name: string; type: string }[]
  lines: Line[]
  /** Where names begin. */
  nameStart: number
  width: number
  height: number
}

export function shapeBox(box: Box): Shape {
  const title = tellSign(box.change) + box.name
  const rows = box.rows.map(row => ({
    row,
    name: tellSign(row.change) + row.name,
    type: tellType(row),
  }))
  const lines = listLines(box)
  const nameStart = box.rows.some(({ marks }) => marks.length > 0) ? behindMarks : inset
  const widths = [
    measureText(title) * 1.1,
    ...rows.map(({ name, type }) => nameStart + inset + measureText(name) + measureText(type)),
    ...lines.map(({ text }) => measureText(text)),
  ]
  return {
    box,
    title,
    rows,
    lines,
    nameStart,
    width: Math.ceil(Math.max(120, ...widths)) + 2 * inset,
    height: headHeight + rowHeight * (rows.length + lines.length) + (rows.length + lines.length > 0 ? 4 : 0),
  }
}

/** The middle of the row of a column; of the head when there is no such row. */
export function rowMiddle({ rows }: Shape, column: string | undefined): number {
  const index = rows.findIndex(({ row }) => row.name === column)
  return index === -1 ? headHeight / 2 : headHeight + rowHeight * (index + 0.5)
}

function listLines({ hiddenRows, rows, badges, notes }: Box): Line[] {
  const rest = rows.length === 0 ? `${hiddenRows} columns` : `… ${hiddenRows} more`
  return [
    ...(hiddenRows === 0 ? [] : [{ text: rest, kind: 'more' as const }]),
    ...badges.map(text => ({ text: shorten(text, 60), kind: 'badge' as const })),
    ...notes.map(({ text, change }) => ({
      text: shorten(tellSign(change) + text, 72),
      kind: 'note' as const,
      change,
    })),
  ]
}
