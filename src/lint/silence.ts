import {
  applyBaseline,
  applySuppressions,
  type Baseline,
  type BaselineOutcome,
  type Finding,
  readSuppressions,
  type SuppressedFinding,
} from '../findings/index.ts'
import type { PendingScripts } from '../history/index.ts'
import { allChecks } from './all-checks.ts'

/** What is left after comments and the baseline have spoken. */
export interface Silenced {
  findings: Finding[]
  suppressed: SuppressedFinding[]
  /** How many findings it accepts, and the entries that nothing needs any more or that are past their day. */
  baseline?: { known: number } & Pick<BaselineOutcome, 'fixed' | 'expired'>
}

export interface SilenceOptions {
  baseline?: Baseline
  /** The day on which entries of the baseline expire or not, such as `2027-01-31`. */
  today?: string
  /** The checks that ran, by default all: of another one, no suppression can be called unused. */
  ranChecks?: readonly string[]
}

/** Takes out what a comment in the scripts or the baseline accepts, and adds what is wrong with the comments. */
export function silence(
  found: readonly Finding[],
  pending: readonly Pick<PendingScripts, 'up' | 'down'>[],
  { baseline, today = new Date().toISOString().slice(0, 10), ranChecks }: SilenceOptions,
): Silenced {
  const scripts = pending.flatMap(({ up, down }) => (down === undefined ? [up] : [up, down]))
  const suppressions = readSuppressions(scripts.flatMap(({ comments }) => comments))
  const { findings, suppressed } = applySuppressions(found, suppressions, {
    statements: scripts.flatMap(({ statements }) => statements.map(({ location }) => location)),
    knownChecks: allChecks,
    ranChecks,
  })
  if (baseline === undefined) return { findings, suppressed }
  const { known, fixed, expired, ...outcome } = applyBaseline(findings, baseline, today)
  return { findings: outcome.findings, suppressed, baseline: { known: known.length, fixed, expired } }
}
