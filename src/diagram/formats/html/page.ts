import { drawPage, html } from '../../../findings/index.ts'
import type { Layout } from '../../layout.ts'
import { drawSvg } from '../svg/drawing.ts'
import { style as svgStyle } from '../svg/style.ts'
import { script } from './script.ts'
import { style } from './style.ts'

export function drawPicturePage(layout: Layout): string {
  const { title, boxes } = layout.picture
  const body = html`<header>
<h1>${title}</h1>
<label>Find <input type="search" list="tables" placeholder="a table, then Enter" autocomplete="off"></label>
<datalist id="tables">${boxes.map(({ schema, name }) => html`<option value="${schema}.${name}"></option>`)}</datalist>
<button type="button" data-zoom="1.25" aria-label="larger">+</button>
<button type="button" data-zoom="0.8" aria-label="smaller">−</button>
<button type="button" data-zoom="0">all</button>
<output></output>
</header>
<main tabindex="0" aria-label="the picture; arrow keys move it">
${drawSvg(layout)}
</main>`
  return drawPage({ title, body, style, innerStyles: [svgStyle], script })
}
