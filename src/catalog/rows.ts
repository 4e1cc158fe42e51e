import type { Names } from './names.ts'
import { normalizeTree } from './node-tree.ts'
import { isOfContainer, type ReadPlan, type RowHead } from './query.ts'

/** The values that rows have in common, as the plan's slots say, and the head of each row. */
// biome-ignore lint/suspicious/noExplicitAny: a codec knows what its values are
export type Group = [values: any[], heads: RowHead[]]

export function readHead(head: RowHead) {
  const first = head.indexOf(' ')
  const second = head.indexOf(' ', first + 1)
  return {
    address: head.slice(0, first),
    within: head.slice(first + 1, second),
    isBuiltIn: head[second + 1] === 't',
    called: head.slice(second + 3),
  }
}

/** `catalog/oid/column` */
export function readAddress(address: string): [catalog: string, oid: string, column: string] {
  const first = address.indexOf('/')
  const second = address.indexOf('/', first + 1)
  return [address.slice(0, first), address.slice(first + 1, second), address.slice(second + 1)]
}

/** What a query of the plan gave. */
export interface Rows {
  plan: ReadPlan
  groups: Group[]
}

/** Keeps the names that came with the rows. */
export function learnNames({ plan, groups }: Rows, names: Names): void {
  if (plan.reading.label === undefined) return
  for (const [, heads] of groups) {
    for (const head of heads) {
      const { address, called } = readHead(head)
      const end = called.indexOf(':')
      if (end < 0) continue
      const [catalog, oid] = readAddress(address)
      const identity = called.slice(end + 1)
      names.learn(catalog, oid, { kind: called.slice(0, end), identity, label: identity })
    }
  }
}

/** Asks for the name of everything that the rows are and point to. */
export function wantNames({ plan, groups }: Rows, names: Names): void {
  const want = (catalog: string, oid: string) => {
    names.want(catalog, oid)
    return undefined
  }
  const isAboutContainer = plan.slots.some(isOfContainer)
  const seen = new Set<string>()
  for (const [values, heads] of groups) {
    for (const head of heads) {
      const { address, within } = readHead(head)
      for (const it of isAboutContainer && within !== '' ? [address, within] : [address]) {
        const [catalog, oid] = readAddress(it)
        names.want(catalog, oid)
      }
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
      const { address, called } = readHead(head)
      const [, relation, number] = readAddress(address)
      const known = columns.get(relation)
      if (known === undefined) columns.set(relation, withColumn([], number, called))
      else withColumn(known, number, called)
    }
  }
  return columns
}

function withColumn(names: string[], number: string, name: string): string[] {
  names[Number(number)] = name
  return names
}
