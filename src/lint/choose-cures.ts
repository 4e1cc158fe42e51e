import { formatLocation } from '../base/index.ts'
import { type Finding, severities } from '../findings/index.ts'
import type { PendingScripts } from '../history/index.ts'
import type { Statement } from '../sql/index.ts'
import type { Cure } from './cure.ts'
import { isPlan, type Plan } from './remedy.ts'
import type { StatementCures } from './run-rules.ts'

/** A statement with what is to be run instead. */
export interface Choice {
  script: PendingScripts
  statement: Statement
  title: string
  /** The checks whose findings go away. */
  checks: string[]
  plan: Plan
}

/** For each statement that something was found in, the plan that cures the worst of it. */
export function chooseCures(
  findings: readonly Finding[],
  scripts: readonly PendingScripts[],
  cures: StatementCures,
): Choice[] {
  return scripts.flatMap(script =>
    script.up.statements.flatMap(statement => {
      const place = formatLocation(statement.location)
      const own = findings.filter(
        ({ location }) => location !== undefined && formatLocation(location) === place,
      )
      const [best] = (cures.get(place) ?? [])
        .flatMap(cure => rate(cure, own))
        .sort((a, b) => b.worth - a.worth)
      return best === undefined ? [] : [{ script, statement, ...best }]
    }),
  )
}

/** How much a cure does about what was found; nothing where it is only advice, or about something else. */
function rate({ title, cures, how }: Cure, findings: readonly Finding[]) {
  const cured = findings.filter(({ check }) => cures.includes(check))
  if (!isPlan(how) || cured.length === 0) return []
  const worth = Math.max(...cured.map(({ severity }) => severities.indexOf(severity)))
  // What asks for a strong lock has a lock_timeout in every plan.
  return [{ title, checks: cured.map(({ check }) => check), plan: how, worth: worth * 10 + cured.length }]
}
