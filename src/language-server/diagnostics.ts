import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver'
import type { Finding } from '../findings/index.ts'
import { toRange } from './ranges.ts'

const severities: Record<Finding['severity'], DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
}

const grades: Record<Finding['knowledge'], string> = {
  text: 'from the text alone',
  catalog: 'from the catalog',
  observed: 'observed',
}

/** A finding as the editor underlines it. `docsUrl` makes an address of the path of its page. */
export function describeFinding(finding: Finding, docsUrl: (path: string) => string): Diagnostic {
  const { location, check, severity, message, why, knowledge, docs } = finding
  return {
    range:
      location === undefined
        ? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
        : toRange(location),
    severity: severities[severity],
    source: 'pgwright',
    code: check,
    codeDescription: { href: docsUrl(docs) },
    message: `${message}\n${why} (${grades[knowledge]})`,
  }
}
