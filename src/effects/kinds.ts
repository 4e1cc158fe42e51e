import type { RelationKind } from './effect.ts'

const tables: readonly string[] = ['table', 'partitioned table', 'materialized view'] satisfies RelationKind[]

/** Whether applications read or write it as a table, and so notice a lock on it. */
export function isTable(kind: RelationKind): boolean {
  return tables.includes(kind)
}

/** Whether rows or values go with an object of this kind, named as `pg_identify_object()` does. */
export function holdsData(kind: string): boolean {
  return kind === 'table column' || kind === 'table' || kind === 'materialized view'
}
