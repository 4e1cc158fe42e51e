import type { Step } from '../effects/index.ts'
import type { Statement } from '../sql/index.ts'
import { newStrongTableLocks } from './held-locks.ts'
import type { Change, Problem } from './rule.ts'

const unitsMs: Record<string, number> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** The milliseconds that a timeout such as `5s` or `1500` means. */
export function readTimeoutMs(value: string): number {
  const [, number = '0', unit = 'ms'] = /^\s*([\d.]+)\s*(\w*)\s*$/.exec(value) ?? []
  return Number(number) * (unitsMs[unit || 'ms'] ?? 1)
}

/** Whether a statement sets a parameter of the session or transaction. */
function setsParameter({ node }: Statement, name: string): boolean {
  return 'VariableSetStmt' in node && node.VariableSetStmt.name?.toLowerCase() === name
}

/** The first statement of each migration that takes a strong lock on a table in use before the script has set a parameter. */
function lockersBeforeSetting({ migrations }: Change, name: string): Step[] {
  return migrations.flatMap(({ statements }) => {
    const set = statements.findIndex(({ statement }) => setsParameter(statement, name))
    const locker = statements.findIndex(step => newStrongTableLocks(step).length > 0)
    return locker < 0 || (set >= 0 && set < locker) ? [] : [statements[locker]!]
  })
}

/** That a script locks tables without having set a parameter first. */
export function demandSetting(change: Change, name: string, value: string, consequence: string): Problem[] {
  return lockersBeforeSetting(change, name).map(step => {
    const tables = newStrongTableLocks(step).map(({ relation }) => relation.name)
    return {
      message: `${name} is not set before ${tables[0]} is locked: ${consequence}`,
      location: step.statement.location,
      object: `table ${tables[0]}`,
      evidence: { tables },
      remedy: { title: 'Set it at the beginning of the script', sql: `SET ${name} = '${value}';` },
    }
  })
}
