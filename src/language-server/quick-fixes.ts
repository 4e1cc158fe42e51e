import { type CodeAction, CodeActionKind, type Range } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Finding } from '../findings/index.ts'
import { describeFinding } from './diagnostics.ts'
import { toRange } from './ranges.ts'

/** What the editor offers for the findings in a range: the cure where it is SQL, and to accept the finding. */
export function offerFixes(
  document: TextDocument,
  findings: readonly Finding[],
  range: Range,
  docsUrl: (path: string) => string,
): CodeAction[] {
  return findings
    .filter(({ location }) => location !== undefined && overlaps(toRange(location), range))
    .flatMap(finding => [...offerCure(document, finding, docsUrl), suppress(document, finding, docsUrl)])
}

/** The statement is replaced by what cures it; what belongs into another migration is told by comments in it. */
function offerCure(
  document: TextDocument,
  finding: Finding,
  docsUrl: (path: string) => string,
): CodeAction[] {
  const { remedy, location } = finding
  if (remedy?.sql === undefined || location === undefined) return []
  const range = toRange(location)
  const after = document.getText({
    start: range.end,
    end: { line: range.end.line, character: range.end.character + 1 },
  })
  const newText = after === ';' ? remedy.sql.replace(/;\s*$/, '') : remedy.sql
  return [
    {
      title: remedy.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [describeFinding(finding, docsUrl)],
      edit: { changes: { [document.uri]: [{ range, newText }] } },
    },
  ]
}

/** The reason is left to be written: without one the suppression is a finding itself. */
function suppress(document: TextDocument, finding: Finding, docsUrl: (path: string) => string): CodeAction {
  const { line } = toRange(finding.location!).start
  const start = { line, character: 0 }
  const [indent = ''] = /^\s*/.exec(document.getText({ start, end: { line: line + 1, character: 0 } })) ?? []
  const newText = `${indent.replace(/\n/g, '')}-- pgwright-ignore ${finding.check}: \n`
  return {
    title: `Accept ${finding.check} here, with a reason`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [describeFinding(finding, docsUrl)],
    edit: { changes: { [document.uri]: [{ range: { start, end: start }, newText }] } },
  }
}

function overlaps(a: Range, b: Range): boolean {
  const isBefore = (x: Range['start'], y: Range['start']) =>
    x.line < y.line || (x.line === y.line && x.character < y.character)
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start)
}
