import { formatLocation } from '../../../base/index.ts'
import { type Excerpt, excerptOf } from '../../excerpt.ts'
import type { Finding, Remedy, Severity } from '../../finding.ts'
import type { RenderOptions, Style } from '../../reporter.ts'
import { describeFacts, severityWords } from '../../words.ts'
import { drawHeading } from './heading.ts'
import { indent, wrap } from './layout.ts'

type Options = Required<Pick<RenderOptions, 'style' | 'width'>> &
  Pick<RenderOptions, 'sources'> & {
    /** Whether to say why it matters: once for each check is enough. */
    isExplained: boolean
  }

/** A finding: what and where, the source, why it matters, what was seen, what cures it. */
export function drawFinding(finding: Finding, options: Options): string[] {
  const { style, width } = options
  const { check, severity, message, why, evidence, remedy, location, docs, object } = finding
  const place = location === undefined ? (object ?? '') : formatLocation(location)
  const excerpt = excerptOf(finding, options.sources)
  const facts = describeFacts(evidence).map(({ name, value }) => `${name}: ${value}`)
  const paint = (text: string) => paintSeverity(text, severity, style)
  return [
    ...drawHeading(`${severityWords[severity]} ${check}`, place, width, style, paint),
    '',
    ...wrap(message, width).map(style.bold),
    ...(excerpt === undefined ? [] : ['', ...drawExcerpt(excerpt, severity, style)]),
    '',
    ...(options.isExplained ? drawField('Why', why, width, style) : []),
    ...(facts.length === 0 ? [] : drawField('Seen', facts.join('\n'), width, style)),
    ...(remedy === undefined ? [] : drawRemedy(remedy, width, style)),
    ...(options.isExplained ? drawField('Read', docs, width, style) : []),
  ]
}

function paintSeverity(text: string, severity: Severity, style: Style): string {
  const paint = { error: style.red, warning: style.yellow, info: style.cyan }[severity]
  return style.bold(paint(text))
}

function drawExcerpt({ lines, omitted }: Excerpt, severity: Severity, style: Style): string[] {
  const gutter = String(lines.at(-1)!.number).length
  const drawn = lines.map(({ number, text }) =>
    `  ${style.dim(`${String(number).padStart(gutter)} │`)} ${text}`.trimEnd(),
  )
  const { from, to } = lines[0]!
  const caret = paintSeverity('^'.repeat(Math.max(1, to - from)), severity, style)
  drawn.splice(1, 0, `  ${' '.repeat(gutter)} ${style.dim('│')} ${' '.repeat(from)}${caret}`)
  const rest = `  ${' '.repeat(gutter)} ${style.dim(`│ … ${omitted} more`)}`
  return omitted === 0 ? drawn : [...drawn, rest]
}

const labelWidth = 8

function drawField(label: string, text: string, width: number, style: Style): string[] {
  const [first = '', ...rest] = wrap(text, width - labelWidth - 2)
  return [`  ${style.cyan(label.padEnd(labelWidth))}${first}`, ...indent(rest, labelWidth + 2)]
}

/** The SQL stands without a border, so that it can be copied. */
function drawRemedy({ title, steps = [], sql }: Remedy, width: number, style: Style): string[] {
  const numbered = steps.flatMap((step, i) => {
    const [first = '', ...rest] = wrap(step, width - labelWidth - 5)
    return [`${i + 1}. ${first}`, ...indent(rest, 3)]
  })
  const code = sql === undefined ? [] : ['', ...sql.trimEnd().split('\n'), '']
  return [
    ...drawField('Remedy', title, width, style),
    ...indent(numbered, labelWidth + 2),
    ...indent(code, labelWidth + 2).map(line => (line === '' ? '' : style.green(line))),
  ]
}
