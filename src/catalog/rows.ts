import type { Names } from './names.ts'
import { normalizeTree } from './node-tree.ts'
import type { ReadPlan, RowHead } from './query.ts'

/** The values that rows have in common, as the plan's slots say, and the head of each row. */
// biome-ignore lint/suspicious/noExplicitAny: a codec knows what its values are
export type Group = [values: any[], heads: RowHead[]]

export function readHead(head: RowHead) {
  const [address = '', within = '', builtIn = ''] = head.split(' ', 3)
  const columnName = head.slice(address.length + within.length + builtIn.length + 3)
  return { address, within, isBuiltIn: builtIn === 't', columnName }
}

/** What a query of the plan gave. */
export interface Rows {
  plan: ReadPlan
  groups: Group[]
}

/** Asks for the name of everything that the rows are and point to. */
export function wantNames({ plan, groups }: Rows, names: Names): void {
  const want = (catalog: string, oid: string) => {
    names.want(catalog, oid)
    return undefined
  }
  const seen = new Set<string>()
  for (const [values, heads] of groups) {
    for (const head of heads) {
      const [catalog, oid] = head.split('/', 2) as [string, string]
      names.want(catalog, oid)
    }
    for (const [index, { codec }] of plan.slots.entries()) {
      const value = values[index]
      if (value === null) continue
      if (codec.how === 'reference') for (const oid of [value].flat()) want(codec.catalog, oid)
      if (codec.how !== 'expression' || seen.has(value[0])) continue
      seen.add(value[0])
      normalizeTree(value[0], want)
    }
  }
}

/** The names of columns, by the OID of their relation and their number. */
export type ColumnNames = Map<string, string[]>

export function nameColumns(results: readonly Rows[]): ColumnNames {
  const columns: ColumnNames = new Map()
  const { groups } = results.find(({ plan }) => plan.reading.columnName !== undefined)!
  for (const [, heads] of groups) {
    for (const head of heads) {
      const { address, columnName } = readHead(head)
      const [, relation, number] = address.split('/') as [string, string, string]
      const known = columns.get(relation) ?? []
      known[Number(number)] = columnName
      columns.set(relation, known)
    }
  }
  return columns
}
