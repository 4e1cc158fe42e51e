import { type Location, listWords } from '../base/index.ts'
import type { Finding } from './finding.ts'
import { explainInvalid, findStatement, isBefore, type Suppression } from './suppression-comment.ts'

/** What there is to suppress in, all files of a run together. */
export interface SuppressionScope {
  /** Where the statements are, in the order of their files. */
  statements: readonly Location[]
  /** The ids of all checks. */
  knownChecks: readonly string[]
  /** The checks that really ran, by default all: of another one, no suppression can be called unused. */
  ranChecks?: readonly string[]
}

/** A finding that was silenced and why, as plain data for the facts of a report. */
export interface SuppressedFinding {
  check: string
  message: string
  location?: Location
  object?: string
  reason: string
}

const docs = 'docs/reference/suppressions.md'

/**
 * Takes out the findings that a suppression is for. What is wrong with the suppressions themselves is added:
 * `invalid-suppression` (no reason, no such check, out of place) and `unused-suppression`.
 */
export function applySuppressions(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  { statements, knownChecks, ranChecks = knownChecks }: SuppressionScope,
): { findings: Finding[]; suppressed: SuppressedFinding[] } {
  const kept = new Set(findings)
  const suppressed: SuppressedFinding[] = []
  const complaints: Finding[] = []
  for (const suppression of suppressions) {
    const { location, checks, reason } = suppression
    const first = statements.find(({ file }) => file === location.file)
    const faults = explainInvalid(suppression, knownChecks, first)
    complaints.push(...faults.map(fault => complainInvalid(fault, location)))
    if (reason === undefined || (suppression.scope === 'file' && isMisplaced(location, first))) continue

    const covered = findings.filter(covering(suppression, statements))
    const unused = checks.filter(
      check => ranChecks.includes(check) && !covered.some(finding => finding.check === check),
    )
    if (unused.length > 0) complaints.push(complainUnused(unused, location))
    for (const finding of covered) {
      if (kept.delete(finding)) suppressed.push(record(finding, reason))
    }
  }
  return { findings: [...kept, ...complaints], suppressed }
}

function isMisplaced(location: Location, firstStatement: Location | undefined): boolean {
  return firstStatement !== undefined && isBefore(firstStatement, location)
}

/** Which findings a suppression is for. */
function covering(
  { scope, checks, location }: Suppression,
  statements: readonly Location[],
): (finding: Finding) => boolean {
  const statement = scope === 'file' ? undefined : findStatement(location, statements)
  return ({ check, location: place }) => {
    if (place?.file !== location.file || !checks.includes(check)) return false
    if (scope === 'file') return true
    return statement !== undefined && !isBefore(place, statement) && isBefore(place, endOf(statement))
  }
}

function endOf(location: Location): Location {
  return { ...location, line: location.endLine, column: location.endColumn }
}

function record({ check, message, location, object }: Finding, reason: string): SuppressedFinding {
  return { check, message, location, object, reason }
}

function complainInvalid(fault: string, location: Location): Finding {
  return {
    check: 'invalid-suppression',
    group: 'correctness',
    severity: 'warning',
    knowledge: 'text',
    message: fault,
    why: 'What cannot be read silences nothing, or less than was meant.',
    location,
    evidence: {},
    remedy: { title: 'Write it as `-- pgwright-ignore <check>[, <check>]: reason`' },
    docs,
  }
}

function complainUnused(checks: readonly string[], location: Location): Finding {
  return {
    check: 'unused-suppression',
    group: 'correctness',
    severity: 'warning',
    knowledge: 'text',
    message: `Nothing was found that this suppression of ${listWords(checks)} is for`,
    why: 'A suppression that outlives its cause will silence the next finding, which nobody has looked at.',
    location,
    evidence: { checks: [...checks] },
    remedy: { title: `Take ${listWords(checks)} out of the comment` },
    docs,
  }
}
