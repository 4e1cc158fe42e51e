import type { Location } from '../../base/index.ts'
import type { Finding, Severity } from '../finding.ts'
import { fingerprint } from '../fingerprint.ts'
import { toJson } from '../json-text.ts'
import type { NotAssessed } from '../report.ts'
import { defineReporter } from '../reporter.ts'
import { toUri } from '../uri.ts'

/**
 * SARIF 2.1.0 (OASIS), within what GitHub's code scanning takes: every result has a physical location, and
 * `primaryLocationLineHash` is the fingerprint by which it recognises an alert again.
 * Source: docs.github.com, "SARIF support for code scanning".
 */
export const sarif = defineReporter({
  name: 'sarif',
  summary: 'for code scanning: SARIF 2.1.0, as GitHub and editors read it',
  render({ command, findings, notAssessed }, { toolVersion, docsUrl }) {
    const rules = [...new Map(findings.map(finding => [finding.check, finding])).values()]
    const ruleIds = rules.map(rule => rule.check)
    const fingerprints = fingerprint(findings)
    const run = {
      tool: {
        driver: {
          name: 'pgwright',
          version: toolVersion,
          semanticVersion: toolVersion,
          rules: rules.map(rule => describeRule(rule, docsUrl)),
        },
      },
      automationDetails: { id: `pgwright/${command}/` },
      columnKind: 'utf16CodeUnits',
      invocations: [{ executionSuccessful: true, toolExecutionNotifications: notAssessed.map(notify) }],
      results: findings.map((finding, i) => ({
        ruleId: finding.check,
        ruleIndex: ruleIds.indexOf(finding.check),
        level: levels[finding.severity],
        message: { text: writeMessage(finding) },
        locations: [place(finding)],
        partialFingerprints: {
          primaryLocationLineHash: `${fingerprints[i]}:1`,
          'pgwright/v1': fingerprints[i],
        },
        properties: { knowledge: finding.knowledge, evidence: finding.evidence },
      })),
    }
    const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }
    return toJson(log)
  },
})

const levels: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' }

/** What a check says is known from its findings, so a rule is described by its first. */
function describeRule({ check, group, severity, why, docs }: Finding, docsUrl: string | undefined): object {
  const title = check.replaceAll('-', ' ')
  return {
    id: check,
    name: check,
    shortDescription: { text: title.charAt(0).toUpperCase() + title.slice(1) },
    fullDescription: { text: why },
    help: { text: `${why}\n\nSee ${docs}` },
    helpUri: docsUrl === undefined ? undefined : new URL(docs, docsUrl).href,
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: ['postgresql', group],
      'problem.severity': severity === 'info' ? 'recommendation' : severity,
    },
  }
}

function writeMessage({ message, why, remedy }: Finding): string {
  const cure =
    remedy === undefined ? [] : [`Remedy: ${remedy.title}`, ...(remedy.steps ?? []), remedy.sql ?? '']
  return [message, why, ...cure].filter(part => part !== '').join('\n')
}

/** What stands in no file is placed in one named `database`, with the object as its logical location. */
function place({ location, object }: Finding): object {
  const logicalLocations = object === undefined ? undefined : [{ fullyQualifiedName: object }]
  const physicalLocation =
    location === undefined
      ? { artifactLocation: { uri: 'database' }, region: { startLine: 1 } }
      : placeInFile(location)
  return { physicalLocation, logicalLocations }
}

function placeInFile({ file, line, column, endLine, endColumn }: Location): object {
  return {
    artifactLocation: { uri: toUri(file) },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  }
}

function notify({ what, because, location }: NotAssessed): object {
  return {
    level: 'warning',
    message: { text: `Not assessed: ${what}, because ${because}` },
    locations: location === undefined ? undefined : [{ physicalLocation: placeInFile(location) }],
  }
}
