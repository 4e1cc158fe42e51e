import { count, formatLocation } from '../../base/index.ts'
import type { Report } from '../report.ts'
import { defineReporter } from '../reporter.ts'
import { countFindings, verdictMeanings, writeExamined } from '../words.ts'
import { findingColumns, writeFinding, writeRow } from './markdown/finding.ts'
import { mostCharacters, noteOmitted, roomForNote, takeFitting } from './markdown/fit.ts'
import { writeSection } from './markdown/section.ts'
import { details, escapeMarkdown, table } from './markdown/text.ts'

/** What the rows of the table may take, so that there is room for the reasons too. */
const mostForRows = 30_000

/** For a comment on a pull request: the verdict, a table of findings, and the rest folded. */
export const markdown = defineReporter({
  name: 'markdown',
  summary: 'for a comment on a pull request',
  render(report, options) {
    const rows = takeFitting(
      report.findings.map(finding => writeRow(finding, options)),
      mostForRows,
      cells => cells.join(' | ').length,
    )
    const blocks = [
      writeHead(report),
      rows.length === 0 ? '' : table(findingColumns, rows),
      writeGaps(report),
      ...report.findings.map(finding => writeFinding(finding, options)),
      ...report.sections.map(writeSection),
    ].filter(block => block !== '')
    const kept = takeFitting(blocks, mostCharacters - roomForNote, block => block.length + 2)
    const omitted = blocks.length - kept.length + report.findings.length - rows.length
    return `${[...kept, ...noteOmitted(omitted, 'a comment')].join('\n\n')}\n`
  },
})

function writeHead({ command, verdict, findings, examined }: Report): string {
  const title = `### pgwright ${escapeMarkdown(command)}${verdict === undefined ? '' : `: ${verdict}`}`
  const meaning = verdict === undefined ? '' : ` ${verdictMeanings[verdict]}.`
  const seen = writeExamined(examined)
  const scope = seen === '' ? '' : `\n\nExamined ${escapeMarkdown(seen)}.`
  const counts = countFindings(findings)
  return `${title}\n\n**${counts.charAt(0).toUpperCase()}${counts.slice(1)}.**${meaning}${scope}`
}

function writeGaps({ notAssessed }: Report): string {
  if (notAssessed.length === 0) return ''
  const gaps = notAssessed.map(({ what, because, location }) => {
    const place = location === undefined ? '' : `${formatLocation(location)}: `
    return `- ${escapeMarkdown(`${place}${what}, because ${because}`)}`
  })
  return details(`${count(notAssessed.length, 'thing')} could not be assessed`, gaps.join('\n'))
}
