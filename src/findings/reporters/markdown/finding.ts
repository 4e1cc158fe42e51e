import { formatLocation, type Location } from '../../../base/index.ts'
import { excerptOf } from '../../excerpt.ts'
import type { Finding, Remedy } from '../../finding.ts'
import type { RenderOptions } from '../../reporter.ts'
import { toUri } from '../../uri.ts'
import { describeFacts, severityWords } from '../../words.ts'
import { details, escapeHtml, escapeMarkdown, fence, inlineCode, table } from './text.ts'

export const findingColumns = [
  { title: 'Severity' },
  { title: 'What' },
  { title: 'Where' },
  { title: 'Check' },
]

export function writeRow(
  { severity, message, location, object, check, docs }: Finding,
  options: RenderOptions,
): string[] {
  return [
    severity === 'error' ? '**error**' : severityWords[severity],
    escapeMarkdown(message),
    location === undefined ? inlineCode(object ?? '') : writePlace(location, options.sourceUrl),
    options.docsUrl === undefined
      ? inlineCode(check)
      : `[${inlineCode(check)}](${new URL(docs, options.docsUrl).href})`,
  ]
}

function writePlace(location: Location, sourceUrl: string | undefined): string {
  const place = inlineCode(`${location.file}:${location.line}`)
  return sourceUrl === undefined ? place : `[${place}](${sourceUrl}${toUri(location.file)}#L${location.line})`
}

export function writeFinding(finding: Finding, { sources }: RenderOptions): string {
  const { check, severity, message, why, evidence, remedy, location, docs } = finding
  const place = location === undefined ? '' : ` at ${inlineCode(formatLocation(location))}`
  const source = excerptOf(finding, sources)
    ?.lines.map(line => line.text)
    .join('\n')
  const facts = describeFacts(evidence).map(({ name, value }) => [
    escapeMarkdown(name),
    escapeMarkdown(value),
  ])
  const body = [
    escapeMarkdown(why),
    source === undefined ? '' : fence('sql', source),
    facts.length === 0 ? '' : table([{ title: 'Seen' }, { title: '' }], facts),
    remedy === undefined ? '' : writeRemedy(remedy),
    `Read ${inlineCode(docs)}.`,
  ]
  const summary = `${severityWords[severity]}: ${escapeHtml(message)}`
  return details(summary, [`${inlineCode(check)}${place}`, ...body].filter(part => part !== '').join('\n\n'))
}

export function writeRemedy({ title, steps = [], sql }: Remedy): string {
  const list = steps.map((step, i) => `${i + 1}. ${escapeMarkdown(step)}`).join('\n')
  const parts = [`**Remedy:** ${escapeMarkdown(title)}`, list, sql === undefined ? '' : fence('sql', sql)]
  return parts.filter(part => part !== '').join('\n\n')
}
