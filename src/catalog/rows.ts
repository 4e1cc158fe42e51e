import type { Names } from './names.ts'
import { normalizeTree } from './node-tree.ts'
import { headLength, type ReadPlan, type RowHead } from './query.ts'

// biome-ignore lint/suspicious/noExplicitAny: after the head, the values are as the plan's slots say
export type Row = [...RowHead, ...any[]]

/** What a query of the plan gave. */
export interface Rows {
  plan: ReadPlan
  rows: Row[]
}

/** Asks for the name of everything that the rows are and point to. */
export function wantNames({ plan, rows }: Rows, names: Names): void {
  const want = (catalog: string, oid: string) => {
    names.want(catalog, oid)
    return undefined
  }
  for (const [catalog, oid] of rows) if (catalog !== null && oid !== null) names.want(catalog, oid)
  for (const [index, { codec }] of plan.slots.entries()) {
    if (codec.how !== 'expression' && codec.how !== 'reference') continue
    for (const row of rows) {
      const value = row[headLength + index]
      if (value === null) continue
      if (codec.how === 'reference') for (const oid of [value].flat()) want(codec.catalog, oid)
      else normalizeTree(value[0], want)
    }
  }
}

/** The names of columns, by the OID of their relation and their number. */
export type ColumnNames = Map<string, string[]>

export function nameColumns(results: readonly Rows[]): ColumnNames {
  const columns: ColumnNames = new Map()
  const { plan, rows } = results.find(({ plan }) => plan.catalog.name === 'pg_attribute')!
  const index = headLength + plan.slots.findIndex(({ name }) => name === '{name}')
  for (const row of rows) {
    const [, relation, number] = row
    const known = columns.get(relation!)
    if (known === undefined) columns.set(relation!, sparse(number!, row[index]))
    else known[number!] = row[index]
  }
  return columns
}

function sparse(index: number, value: string): string[] {
  const array: string[] = []
  array[index] = value
  return array
}
