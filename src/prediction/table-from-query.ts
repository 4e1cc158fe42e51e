import { formatNode, type Node, type RangeVar, type SelectStmt } from '../sql/index.ts'
import { nameOfExpression } from './column-names.ts'
import type { Column, Table } from './model.ts'
import { makeTable } from './names.ts'
import { makePlace, refuseTakenType, temporarySchema } from './new-relation.ts'
import { readQuery } from './reads.ts'
import type { Recorder } from './recorder.ts'

export interface WantedTable {
  name: RangeVar
  kind: 'table' | 'materialized view'
  /** Names for its first columns in the place of those that the query gives. */
  columnNames: readonly string[]
  isExistingFine: boolean
  isPopulated: boolean
}

/** Makes a table of what a query gives: CREATE TABLE AS, SELECT INTO, CREATE MATERIALIZED VIEW. */
export function makeTableFromQuery(
  recorder: Recorder,
  query: Node,
  { name, kind, columnNames, isExistingFine, isPopulated }: WantedTable,
): void {
  const place = makePlace(recorder, name, isExistingFine)
  if (place === undefined) return
  refuseTakenType(recorder, place)
  const uses = readQuery(recorder, query, isPopulated)
  const named =
    'SelectStmt' in query
      ? readColumns(
          query.SelectStmt,
          uses.map(({ table }) => table),
        )
      : undefined
  const columns = (named ?? []).map(
    (column, i): Column => ({ ...column, name: columnNames[i] ?? column.name }),
  )
  const table: Table = { ...makeTable(place, kind), columns, isPopulated }
  table.isKnown = named !== undefined
  if (place.schema === temporarySchema) table.persistence = 'temporary'
  if (kind === 'materialized view') Object.assign(table, { uses, definition: formatNode(query) })
  if (columnNames.length > columns.length && table.isKnown) {
    recorder.fail('42601', 'too many column names were specified')
  }
  const names = columns.map(it => it.name)
  if (new Set(names).size < names.length) recorder.fail('42701', 'a column is specified more than once')
  recorder.create(table)
}

/** The columns that a query gives, without their types where nothing says them; nothing where not all are known. */
function readColumns(query: SelectStmt, tables: readonly Table[]): Column[] | undefined {
  if (query.larg !== undefined) return readColumns(query.larg, tables)
  const [row] = query.valuesLists ?? []
  if (row !== undefined && 'List' in row) {
    return (row.List.items ?? []).map((_, i) => make(`column${i + 1}`))
  }
  const isPlain = (query.fromClause ?? []).every(it => 'RangeVar' in it)
  const columns: Column[] = []
  for (const target of query.targetList ?? []) {
    if (!('ResTarget' in target)) return undefined
    const { name, val } = target.ResTarget
    const isStar = val !== undefined && 'ColumnRef' in val && 'A_Star' in (val.ColumnRef.fields ?? []).at(-1)!
    if (!isStar) {
      columns.push(make(name ?? nameOfExpression(val) ?? '?column?', tables))
      continue
    }
    const [only, ...more] = new Set(tables)
    if (only === undefined || more.length > 0 || !isPlain || !only.isKnown) return undefined
    columns.push(...only.columns.map(it => make(it.name, [only])))
  }
  return columns
}

function make(name: string, tables: readonly Table[] = []): Column {
  const source = tables.flatMap(({ columns }) => columns).find(it => it.name === name)
  return { name, type: source?.type, isNullable: true, isInherited: false }
}
