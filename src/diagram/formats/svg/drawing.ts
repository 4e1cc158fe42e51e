import { html, Markup } from '../../../findings/index.ts'
import type { Frame, Layout } from '../../layout.ts'
import { type Change, type Picture, signs } from '../../picture.ts'
import { drawBox } from './box.ts'
import { drawEdge } from './edge.ts'
import { style } from './style.ts'

const legendHeight = 56

/** The whole picture; it needs nothing beside it. */
export function drawSvg({ picture, width, height, boxes, frames, routes }: Layout): Markup {
  const legend = picture.isComparison ? drawLegend(picture) : undefined
  const top = legend === undefined ? 0 : legendHeight
  const size = [Math.ceil(Math.max(width, legend === undefined ? 0 : 560)), Math.ceil(height + top)]
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="erd" role="img" width="${size[0]}" height="${size[1]}" viewBox="0 ${-top} ${size.join(' ')}">
<title>${picture.title}</title>
<style>${new Markup(style)}</style>
<rect class="erd-paper" y="${-top}" width="${size[0]}" height="${size[1]}"/>
${legend}${frames.map(drawFrame)}
${routes.map(drawEdge)}
${boxes.map(drawBox)}
</svg>`
}

function drawFrame({ schema, x, y, width, height }: Frame): Markup {
  return html`<g class="erd-frame"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/><text class="erd-schema" x="${x + 16}" y="${y + 28}">${schema}</text></g>
`
}

/** What the colours mean, and how many tables each concerns. */
function drawLegend({ title, boxes }: Picture): Markup {
  const changes: Change[] = ['added', 'altered', 'removed']
  const entries = changes.map((change, i) => {
    const tables = boxes.filter(box => box.change === change).length
    return html`<text class="erd-${change}" x="${24 + i * 170}" y="-8">${signs[change]} ${change} (${tables})</text>`
  })
  return html`<g><text class="erd-title" x="24" y="-30">${title}</text>${entries}</g>
`
}
