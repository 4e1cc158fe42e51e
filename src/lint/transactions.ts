import type { Step } from '../effects/index.ts'

/** The statements of a script by the transaction they run in. */
export function groupByTransaction(statements: readonly Step[]): Step[][] {
  const groups = new Map<number, Step[]>()
  for (const statement of statements) {
    groups.set(statement.transaction, [...(groups.get(statement.transaction) ?? []), statement])
  }
  return [...groups.values()]
}
