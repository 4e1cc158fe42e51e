import type { Severity } from '../finding.ts'
import { fingerprint } from '../fingerprint.ts'
import { toJson } from '../json-text.ts'
import type { NotAssessed } from '../report.ts'
import { defineReporter } from '../reporter.ts'
import { writeTicket } from './markdown/ticket.ts'

/** Sources: docs.gitlab.com/ci/testing/code_quality, "Code Quality report format"; /user/project/quick_actions. */
export const gitlab = defineReporter({
  name: 'gitlab',
  summary: 'for GitLab: a code quality report for merge requests; of databases, an issue in Markdown',
  render(report) {
    if (report.ticket !== undefined) return writeTicket(report, report.ticket, labelByAction)
    const { findings, notAssessed } = report
    const fingerprints = fingerprint(findings)
    const issues = findings.map((finding, i) => ({
      description: finding.message,
      check_name: finding.check,
      fingerprint: fingerprints[i]!,
      severity: severities[finding.severity],
      location: place(finding.location, finding.object),
    }))
    return toJson([...issues, ...notAssessed.map(gap)])
  },
})

/** A quick action, which GitLab takes out of the text and carries out. */
function labelByAction(labels: readonly string[]): string {
  return `/label ${labels.map(label => `~"${label}"`).join(' ')}`
}

const severities: Record<Severity, string> = { error: 'critical', warning: 'minor', info: 'info' }

/** GitLab's report has no word for what was not examined, and silence would look clean. */
function gap({ what, because, location }: NotAssessed): object {
  return {
    description: `Not assessed: ${what}, because ${because}`,
    check_name: 'not-assessed',
    fingerprint: `not-assessed:${location?.file ?? ''}:${what}`,
    severity: 'minor',
    location: place(location, what),
  }
}

/** A path is required; what stands in no file is placed in the object that it is about. */
function place(location: NotAssessed['location'], object = 'database'): object {
  if (location === undefined) return { path: object, lines: { begin: 1 } }
  const path = location.file.replaceAll('\\', '/').replace(/^\.\//, '')
  return { path, lines: { begin: location.line, end: Math.max(location.line, location.endLine) } }
}
