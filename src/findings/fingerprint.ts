import { createHash } from 'node:crypto'
import type { Finding } from './finding.ts'

/**
 * A name for each finding, in their order, that stays the same when lines move: 32 hexadecimal digits from
 * the check, the file, the object and the statement's text without its layout. What was measured does not
 * count, for it differs from run to run. Findings that agree in all of these are numbered, so that a second
 * one is not taken for the first.
 */
export function fingerprint(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>()
  return findings.map(finding => {
    const identity = identify(finding)
    const nth = (seen.get(identity) ?? 0) + 1
    seen.set(identity, nth)
    return createHash('sha256').update(`${identity}\n${nth}`).digest('hex').slice(0, 32)
  })
}

function identify(finding: Finding): string {
  const file = finding.location?.file.replaceAll('\\', '/') ?? ''
  return JSON.stringify([finding.check, file, finding.object ?? '', nameSubject(finding)])
}

/**
 * The statement; where there is none the object is enough, and where that is missing too the message must do.
 */
function nameSubject(finding: Finding): string {
  if (finding.statement !== undefined) return withoutLayout(finding.statement)
  return finding.object === undefined ? withoutNumbers(finding.message) : ''
}

/** The numbers in a message are measured. */
function withoutNumbers(message: string): string {
  return message.replace(/\d[\d.,]*/g, '#')
}

function withoutLayout(sql: string): string {
  return sql.trim().replace(/;$/, '').replace(/\s+/g, ' ').trim()
}
