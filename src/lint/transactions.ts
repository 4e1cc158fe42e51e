import type { Step } from '../effects/index.ts'

/** The statements of a script by the transaction they run in. */
export function groupByTransaction(statements: readonly Step[]): Step[][] {
  const groups = new Map<number, Step[]>()
  for (const statement of statements) {
    const group = groups.get(statement.transaction)
    if (group === undefined) groups.set(statement.transaction, [statement])
    else group.push(statement)
  }
  return [...groups.values()]
}
