import type { Location } from '../base/index.ts'
import type { Finding } from './finding.ts'
import type { Section } from './section.ts'

export type Verdict = 'pass' | 'warn' | 'block'

/** Something that should have been examined and could not be: it must never look clean. */
export interface NotAssessed {
  what: string
  because: string
  location?: Location
}

/** What every command that judges returns; reporters are pure functions of it. */
export interface Report {
  command: string
  verdict?: Verdict
  findings: Finding[]
  /** What was seen, as plain data; its shape belongs to the command and is part of the JSON schema. */
  facts: Record<string, unknown>
  /** How much was examined: counts by name, such as `{ migrations: 1, statements: 4 }`. */
  examined: Record<string, number | string | boolean>
  notAssessed: NotAssessed[]
  /** The same facts arranged for reading; JSON leaves them out. */
  sections: Section[]
  /** For reports about databases: formats that mark lines of files have none to mark, and write a ticket. */
  ticket?: Ticket
}

/** What somebody has to decide, as an issue of a tracker tells it. */
export interface Ticket {
  title: string
  /** The same whatever was found, so that the ticket of the last time is found again and updated. */
  key: string
  labels: string[]
  sections: Section[]
  /** Shows it once more. */
  command: string
  /** What is to be done. */
  checklist: string[]
}

/** `block` on any error, `warn` on any warning or anything not assessed, otherwise `pass`. */
export function judge(findings: readonly Finding[], notAssessed: readonly NotAssessed[]): Verdict {
  if (findings.some(finding => finding.severity === 'error')) return 'block'
  if (findings.some(finding => finding.severity === 'warning') || notAssessed.length > 0) return 'warn'
  return 'pass'
}
