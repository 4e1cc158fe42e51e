// Written by `npm run gen` from formats/; do not edit.
import { dot } from './formats/dot.ts'
import { html } from './formats/html.ts'
import { mermaid } from './formats/mermaid.ts'
import { svg } from './formats/svg.ts'

export const formats = [
  dot,
  html,
  mermaid,
  svg,
]
