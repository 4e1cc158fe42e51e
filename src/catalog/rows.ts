import { normalizeTree } from './node-tree.ts'
import type { ObjectName, Places } from './places.ts'
import { isOfContainer, type ReadPlan, type RowHead } from './query.ts'

/** The values that rows have in common, as the plan's slots say, and the head of each row. */
// biome-ignore lint/suspicious/noExplicitAny: a codec knows what its values are
export type Group = [values: any[], heads: RowHead[]]

/** What a query of the plan gave. */
export interface Rows {
  plan: ReadPlan
  groups: Group[]
}

/** Millions are read; taking a text apart by a pattern takes several times as long. */
export function readHead(head: RowHead) {
  const column = head.indexOf(' ') + 1
  const within = head.indexOf(' ', column) + 1
  const flag = head.indexOf(' ', within) + 1
  return {
    key: head.slice(0, column - 1),
    column: Number(head.slice(column, within - 1)),
    within: head.slice(within, flag - 1),
    isBuiltIn: head[flag] === 't',
    called: head.slice(flag + 2),
  }
}

/** Asks for the place of everything that the rows are and point to, and keeps the names that came with them. */
export function findPlaces({ plan, groups }: Rows, places: Places): void {
  const want = (catalog: string, oid: string) => {
    places.of(catalog, oid)
    return undefined
  }
  const { label, columnName } = plan.reading
  const isAboutContainer = plan.slots.some(isOfContainer)
  const seen = new Set<string>()
  for (const [values, heads] of groups) {
    for (const head of heads) {
      const { key, column, within, called } = readHead(head)
      const place = places.at(key)
      if (columnName !== undefined) place.columns[column] = called
      if (label !== undefined) place.name = readLabel(called)
      if (isAboutContainer && within !== '') places.at(within)
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

function readLabel(called: string): ObjectName | undefined {
  const end = called.indexOf(':')
  if (end < 0) return undefined
  const identity = called.slice(end + 1)
  return { kind: called.slice(0, end), identity, label: identity }
}
