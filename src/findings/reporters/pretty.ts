import { formatLocation } from '../../base/index.ts'
import type { Report, Verdict } from '../report.ts'
import { defineReporter, plainStyle, type Style } from '../reporter.ts'
import { makeVisible } from '../visible.ts'
import { countFindings, writeExamined } from '../words.ts'
import { drawFinding } from './pretty/finding.ts'
import { drawHeading } from './pretty/heading.ts'
import { indent, wrap } from './pretty/layout.ts'
import { drawSection } from './pretty/section.ts'

/** Longer lines are hard to read, however wide the terminal. */
const widest = 120

/** For a terminal, where one reads the end first: the verdict is the last line, its reasons stand above. */
export const pretty = defineReporter({
  name: 'pretty',
  summary: 'for people at a terminal',
  render(untrusted, { style = plainStyle, width: columns = 80, sources: untrustedSources }) {
    // The facts are for programs, and many.
    const report = makeVisible({ ...untrusted, facts: {} })
    const sources = makeVisible(untrustedSources)
    const explained = new Set<string>()
    const width = Math.max(40, Math.min(columns, widest))
    const blocks = [
      ...report.findings.map(finding => {
        const isExplained = !explained.has(finding.check)
        explained.add(finding.check)
        return drawFinding(finding, { style, width, sources, isExplained })
      }),
      ...report.sections.map(section => drawSection(section, width, style)),
      drawGaps(report, width, style),
      drawVerdict(report, width, style),
    ]
    return `${blocks
      .filter(lines => lines.length > 0)
      .map(lines => lines.join('\n').trimEnd())
      .join('\n\n')}\n`
  },
})

function drawGaps({ notAssessed }: Report, width: number, style: Style): string[] {
  if (notAssessed.length === 0) return []
  const gaps = notAssessed.flatMap(({ what, because, location }) => {
    const place = location === undefined ? '' : `${formatLocation(location)}: `
    const [first = '', ...rest] = wrap(`${place}${what}, because ${because}`, width - 4)
    return [`  ${style.yellow('-')} ${first}`, ...indent(rest, 4)]
  })
  return [...drawHeading('Not assessed', '', width, style), '', ...gaps]
}

function drawVerdict(
  { command, verdict, findings, examined }: Report,
  width: number,
  style: Style,
): string[] {
  const seen = writeExamined(examined)
  const scope = seen === '' ? [] : wrap(`Examined ${seen}.`, width).map(style.dim)
  const judgement = verdict === undefined ? command : paintVerdict(verdict, style)
  return [style.dim('─'.repeat(width)), ...scope, `${judgement}  ${countFindings(findings)}`]
}

function paintVerdict(verdict: Verdict, style: Style): string {
  const paint = { pass: style.green, warn: style.yellow, block: style.red }[verdict]
  return style.bold(paint(verdict.toUpperCase()))
}
