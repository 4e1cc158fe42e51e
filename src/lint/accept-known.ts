import { applyBaseline, type Baseline, type BaselineOutcome, type Finding } from '../findings/index.ts'

export interface KnownOptions {
  baseline?: Baseline
  /** The day on which entries of the baseline expire or not, such as `2027-01-31`. */
  today?: string
}

/** What is left of the findings, and what became of the baseline. */
export interface Accepted {
  findings: Finding[]
  /** How many findings it accepts, and the entries that nothing needs any more or that are past their day. */
  baseline?: { known: number } & Pick<BaselineOutcome, 'fixed' | 'expired'>
}

/** Takes out what the baseline accepts. */
export function acceptKnown(
  findings: Finding[],
  { baseline, today = new Date().toISOString().slice(0, 10) }: KnownOptions,
): Accepted {
  if (baseline === undefined) return { findings }
  const { known, fixed, expired, ...outcome } = applyBaseline(findings, baseline, today)
  return { findings: outcome.findings, baseline: { known: known.length, fixed, expired } }
}
