import { createHash } from 'node:crypto'
import { html, Markup } from './markup.ts'

export interface PageParts {
  title: string
  body: Markup
  style: string
  /** Styles that stand in the body, as those of a picture. */
  innerStyles?: string[]
  /** The only one there is. */
  script: string
}

/** A page in one file: nothing is loaded from anywhere, and nothing runs or styles but what is written here. */
export function drawPage({ title, body, style, innerStyles = [], script }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `style-src ${[style, ...innerStyles].map(it => `'${hash(it)}'`).join(' ')}`,
    `script-src '${hash(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
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
${body}
<script>${new Markup(script)}</script>
</body>
</html>
`.text
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
