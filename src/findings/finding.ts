import type { Location } from '../base/index.ts'

/** What kind of harm a finding speaks of. */
export type Group =
  | 'locking'
  | 'data-loss'
  | 'compatibility'
  | 'correctness'
  | 'security'
  | 'performance'
  | 'design'
  | 'style'

export const severities = ['info', 'warning', 'error'] as const
export type Severity = (typeof severities)[number]

/** Where a finding's facts come from: the text alone, a known catalog, or a run on a real server. */
export type Knowledge = 'text' | 'catalog' | 'observed'

/** What cures a finding: SQL to use instead, or steps in words. */
export interface Remedy {
  title: string
  /** Ready to run, with the user's own names. */
  sql?: string
  steps?: string[]
}

/** What is wrong, where, why it matters, the evidence, and what cures it. */
export interface Finding {
  /** The id of the check that found it, such as `rewrite-under-lock`. */
  check: string
  group: Group
  severity: Severity
  knowledge: Knowledge
  /** What is wrong, in one sentence, with the user's own names. */
  message: string
  /** Why it matters: what happens to the running system. */
  why: string
  location?: Location
  /** The database object it is about, such as `table shop.orders`. */
  object?: string
  /** The SQL it is about, as written: what a fingerprint holds on to when lines move. */
  statement?: string
  /**
   * What was seen, as plain data: lock modes, rows, bytes. The names are read aloud (`lockMode` as `lock
   * mode`), and those that end in `Bytes` or `Ms` hold bytes and milliseconds.
   */
  evidence: Record<string, unknown>
  remedy?: Remedy
  /** Path of the documentation page, such as `docs/rules/rewrite-under-lock.md`. */
  docs: string
}

/** Whether a finding is at or above a severity. */
export function isAtLeast(finding: Finding, threshold: Severity): boolean {
  return severities.indexOf(finding.severity) >= severities.indexOf(threshold)
}
