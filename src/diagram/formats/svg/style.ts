import { fontSize } from '../../measure.ts'

interface Theme {
  paper: string
  frame: string
  box: string
  head: string
  border: string
  text: string
  dim: string
  line: string
  /** Of what changes: the colour of the sign and the border, and that of the ground. */
  added: [string, string]
  altered: [string, string]
  removed: [string, string]
}

const light: Theme = {
  paper: '#ffffff',
  frame: '#f4f6f8',
  box: '#ffffff',
  head: '#e4e9ee',
  border: '#98a2ad',
  text: '#1c2127',
  dim: '#59636e',
  line: '#667280',
  added: ['#116329', '#d5f5dc'],
  altered: ['#7d4e00', '#fff1b8'],
  removed: ['#b3131f', '#ffe3e0'],
}

const dark: Theme = {
  paper: '#0f1419',
  frame: '#171d24',
  box: '#11171d',
  head: '#26303a',
  border: '#566270',
  text: '#e8edf2',
  dim: '#9aa5b1',
  line: '#8b97a4',
  added: ['#56d364', '#11301a'],
  altered: ['#e3b341', '#352a0a'],
  removed: ['#ff8a80', '#3d1517'],
}

/** Colours without custom properties, which viewers that are no browsers do not know. */
function paint({ paper, frame, box, head, border, text, dim, line, ...changes }: Theme): string {
  const rules = [
    `.erd-paper,.erd-ring{fill:${paper}}`,
    `.erd-frame>rect{fill:${frame};stroke:${border}}`,
    `.erd-box>rect{fill:${box};stroke:${border}}`,
    `.erd-head{fill:${head}}`,
    `.erd text{fill:${text}}`,
    `.erd .erd-dim{fill:${dim}}`,
    `.erd-edge path,.erd-edge circle{stroke:${line}}`,
    ...Object.entries(changes).flatMap(([change, [ink, ground]]) => [
      `.erd-row.erd-${change}>text,.erd-box.erd-${change}>.erd-title,.erd text.erd-${change}{fill:${ink}}`,
      `.erd-box.erd-${change}>rect{stroke:${ink}}`,
      `.erd-${change}>.erd-head,.erd-row.erd-${change}>rect{fill:${ground}}`,
      `.erd-edge.erd-${change} path,.erd-edge.erd-${change} circle{stroke:${ink}}`,
    ]),
  ]
  return rules.join('\n')
}

export const style = `
.erd text{font:${fontSize}px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;white-space:pre}
.erd .erd-title{font-weight:bold;font-size:${fontSize + 1}px}
.erd .erd-mark{font-size:9px}
.erd .erd-schema{font-weight:bold;font-size:15px}
.erd .erd-end{text-anchor:end}
.erd-box>rect,.erd-frame>rect{stroke-width:1}
.erd-box.erd-added>rect,.erd-box.erd-altered>rect,.erd-box.erd-removed>rect{stroke-width:2}
.erd-view>rect{stroke-dasharray:4 3}
.erd-edge path,.erd-edge circle{fill:none;stroke-width:1.2}
.erd-edge .erd-hit{stroke:none;stroke-width:10;pointer-events:stroke}
.erd-edge.erd-added path,.erd-edge.erd-altered path,.erd-edge.erd-removed path{stroke-width:2}
.erd-edge.erd-inheritance path,.erd-edge.erd-removed path{stroke-dasharray:6 4}
.erd-edge path.erd-solid{stroke-dasharray:none}
.erd .erd-removed>text.erd-title,.erd-row.erd-removed>text{text-decoration:line-through}
${paint(light)}
@media (prefers-color-scheme:dark){
${paint(dark)}
}
`
