import type { ObjectChange } from './effect.ts'

/** The table, or the table and column, that a change took away from those who know it by name. */
export function lostName({
  change,
  kind,
  identity,
  formerIdentity,
}: ObjectChange): { table: string; column?: string; what: string }[] {
  const lost = formerIdentity ?? (change === 'dropped' ? identity : undefined)
  if (lost === undefined) return []
  const parts = lost.match(/"(?:[^"]|"")+"|[^."]+/g)?.map(part => part.replace(/^"(.*)"$/, '$1')) ?? []
  if (kind === 'table' || kind === 'view') return [{ table: parts.at(-1)!, what: lost }]
  if (kind === 'table column') return [{ table: parts.at(-2)!, column: parts.at(-1)!, what: lost }]
  return []
}
