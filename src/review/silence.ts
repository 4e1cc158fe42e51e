import {
  applyBaseline,
  applySuppressions,
  type Baseline,
  type BaselineOutcome,
  type Finding,
  readSuppressions,
  type SuppressedFinding,
} from '../findings/index.ts'
import { rules } from '../lint/index.ts'
import type { Rehearsal } from '../rehearsal/index.ts'
import { historyChecks } from './history-findings.ts'

/** What is left after comments and the baseline have spoken. */
export interface Silenced {
  findings: Finding[]
  suppressed: SuppressedFinding[]
  /** How many findings it accepts, and the entries that nothing needs any more or that are past their day. */
  baseline?: { known: number } & Pick<BaselineOutcome, 'fixed' | 'expired'>
}

/** Takes out what a comment or the baseline accepts, and adds what is wrong with the comments. */
export function silence(
  found: readonly Finding[],
  rehearsal: Rehearsal | undefined,
  { baseline, today = new Date().toISOString().slice(0, 10) }: { baseline?: Baseline; today?: string },
): Silenced {
  const scripts = (rehearsal?.migrations ?? []).flatMap(({ up, down }) =>
    down === undefined ? [up] : [up, down],
  )
  const suppressions = readSuppressions(scripts.flatMap(({ comments }) => comments))
  const { findings, suppressed } = applySuppressions(found, suppressions, {
    statements: scripts.flatMap(({ statements }) => statements.map(({ location }) => location)),
    knownChecks: [...rules.map(({ name }) => name), ...historyChecks],
  })
  if (baseline === undefined) return { findings, suppressed }
  const { known, fixed, expired, ...outcome } = applyBaseline(findings, baseline, today)
  return { findings: outcome.findings, suppressed, baseline: { known: known.length, fixed, expired } }
}
