import { createHash } from 'node:crypto'
import { html, Markup } from '../../../findings/index.ts'
import type { Layout } from '../../layout.ts'
import { drawSvg } from '../svg/drawing.ts'
import { style as svgStyle } from '../svg/style.ts'
import { script } from './script.ts'
import { style } from './style.ts'

/** Nothing is loaded from anywhere, and nothing runs or styles but what is written here. */
const policy = [
  "default-src 'none'",
  `style-src '${hash(style)}' '${hash(svgStyle)}'`,
  `script-src '${hash(script)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

export function drawPage(layout: Layout): string {
  const { title, boxes } = layout.picture
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<header>
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
</main>
<script>${new Markup(script)}</script>
</body>
</html>
`.text
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
