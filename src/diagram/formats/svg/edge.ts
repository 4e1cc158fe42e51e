import { html, type Markup } from '../../../findings/index.ts'
import type { Route } from '../../layout.ts'
import type { Point } from '../../pack.ts'

/** A line with feet: a bar for one, a ring for none, three toes for many; inheritance has an arrow at its parent. */
export function drawEdge({ edge, points }: Route): Markup {
  const { kind, parent, child, words, change } = edge
  const names = ['erd-edge', kind === 'inheritance' ? 'erd-inheritance' : '', change && `erd-${change}`]
  const line = drawLine(points)
  return html`<g class="${names.filter(Boolean).join(' ')}" data-parent="${parent.box}" data-child="${child.box}"><title>${words}</title><path class="erd-hit" d="${line}"/><path d="${line}"/>${drawEnds({ edge, points })}</g>
`
}

function drawEnds({ edge, points }: Route): Markup[] {
  const [start, end] = [points[0]!, points.at(-1)!]
  const outOfParent = Math.sign(points[1]!.x - start.x) || 1
  const outOfChild = Math.sign(points.at(-2)!.x - end.x) || -1
  if (edge.kind === 'inheritance') return [drawArrow(start, outOfParent)]
  const atParent = edge.isOptional ? drawRing(start, outOfParent) : drawBar(start, outOfParent, 10)
  const atChild = edge.isMany ? drawToes(end, outOfChild) : drawBar(end, outOfChild, 6)
  return [drawBar(start, outOfParent, 6), atParent, atChild, drawRing(end, outOfChild)]
}

function drawBar({ x, y }: Point, out: number, distance: number): Markup {
  return html`<path class="erd-solid" d="M${x + out * distance} ${y - 5}v10"/>`
}

function drawRing({ x, y }: Point, out: number): Markup {
  return html`<circle class="erd-ring" cx="${x + out * 14}" cy="${y}" r="3.5"/>`
}

function drawToes({ x, y }: Point, out: number): Markup {
  return html`<path class="erd-solid" d="M${x} ${y - 5}L${x + out * 10} ${y}L${x} ${y + 5}"/>`
}

function drawArrow({ x, y }: Point, out: number): Markup {
  return html`<path class="erd-ring erd-solid" d="M${x} ${y}l${out * 11} -6v12z"/>`
}

/** Corners are rounded, so that lines that cross are not taken for lines that turn. */
function drawLine(points: readonly Point[]): string {
  const radius = 5
  const [start, ...rest] = points
  const corners = rest.map((corner, i) => {
    const next = rest[i + 1]
    if (next === undefined) return `L${corner.x} ${corner.y}`
    const from = approach(corner, points[i]!, radius)
    const to = approach(corner, next, radius)
    return `L${from.x} ${from.y}Q${corner.x} ${corner.y} ${to.x} ${to.y}`
  })
  return `M${start!.x} ${start!.y}${corners.join('')}`
}

/** The point so far from a corner towards another point, at most half of the way. */
function approach(corner: Point, towards: Point, distance: number): Point {
  const [dx, dy] = [towards.x - corner.x, towards.y - corner.y]
  const length = Math.hypot(dx, dy) || 1
  const part = Math.min(distance, length / 2) / length
  return { x: corner.x + dx * part, y: corner.y + dy * part }
}
