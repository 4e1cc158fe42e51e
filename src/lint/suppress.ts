import {
  applySuppressions,
  type Finding,
  readSuppressions,
  type SuppressedFinding,
} from '../findings/index.ts'
import type { PendingScripts } from '../history/index.ts'
import { allChecks } from './all-checks.ts'

/** Takes out what a comment in the scripts accepts, and adds what is wrong with the comments; by default all checks ran. */
export function suppress(
  found: readonly Finding[],
  pending: readonly Pick<PendingScripts, 'up' | 'down'>[],
  ranChecks?: readonly string[],
): { findings: Finding[]; suppressed: SuppressedFinding[] } {
  const scripts = pending.flatMap(({ up, down }) => (down === undefined ? [up] : [up, down]))
  const suppressions = readSuppressions(scripts.flatMap(({ comments }) => comments))
  return applySuppressions(found, suppressions, {
    statements: scripts.flatMap(({ statements }) => statements.map(({ location }) => location)),
    knownChecks: allChecks,
    ranChecks,
  })
}
