import type { Names } from './names.ts'
import { normalizeTree } from './node-tree.ts'
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
    place: head.slice(0, column - 1),
    column: Number(head.slice(column, within - 1)),
    within: head.slice(within, flag - 1),
    isBuiltIn: head[flag] === 't',
    called: head.slice(flag + 2),
  }
}

/** Keeps the names that came with the rows. */
export function learnNames({ plan, groups }: Rows, names: Names): void {
  if (plan.reading.label === undefined) return
  for (const [, heads] of groups) {
    for (const head of heads) {
      const { place, called } = readHead(head)
      const end = called.indexOf(':')
      if (end < 0) continue
      const identity = called.slice(end + 1)
      names.learn(place, { kind: called.slice(0, end), identity, label: identity })
    }
  }
}

/** Asks for the name of everything that the rows are and point to. */
export function wantNames({ plan, groups }: Rows, names: Names): void {
  const want = (catalog: string, oid: string) => {
    names.want(names.placeOf(catalog, oid))
    return undefined
  }
  const isAboutContainer = plan.slots.some(isOfContainer)
  const seen = new Set<string>()
  for (const [values, heads] of groups) {
    for (const head of heads) {
      const { place, within } = readHead(head)
      names.want(place)
      if (isAboutContainer) names.want(within)
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

/** The names of columns by their number, by the place of their relation. */
export type ColumnNames = Map<string, string[]>

export function nameColumns(results: readonly Rows[]): ColumnNames {
  const columns: ColumnNames = new Map()
  const { groups } = results.find(({ plan }) => plan.reading.columnName !== undefined)!
  for (const [, heads] of groups) {
    for (const head of heads) {
      const { place, column, called } = readHead(head)
      let names = columns.get(place)
      if (names === undefined) columns.set(place, (names = []))
      names[column] = called
    }
  }
  return columns
}
