import { formatNode, type Node, type RangeVar } from '../sql/index.ts'
import type { Column, Table } from './model.ts'
import { makeTable } from './names.ts'
import { findPlace, isTaken, refuseClash, temporarySchema } from './new-relation.ts'
import { lookUpFor } from './query-lookup.ts'
import { readQueryUses } from './query-uses.ts'
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
  const place = findPlace(recorder, name)
  if (isExistingFine && isTaken(recorder, place)) return
  const read = () => {
    readQuery(recorder, query, { isRun: isPopulated })
    return 'SelectStmt' in query ? readQueryUses(query.SelectStmt, lookUpFor(recorder)) : undefined
  }
  refuseClash(recorder, place, read)
  const given = read()
  const isKnown = given?.isComplete === true
  const isPlain = 'SelectStmt' in query && query.SelectStmt.withClause === undefined
  const columns = (given?.columns ?? []).map(
    ({ name, type }, i): Column => ({
      ...{ name: columnNames[i] ?? name, type },
      isNullable: true,
      isInherited: false,
    }),
  )
  if (isKnown && columnNames.length > columns.length) {
    recorder.fail('42601', 'too many column names were specified')
  }
  const names = columns.map(it => it.name)
  if (isKnown && isPlain && new Set(names).size < names.length) {
    recorder.fail('42701', 'a column is specified more than once')
  }
  const table: Table = { ...makeTable(place, kind), columns, isPopulated, isKnown }
  if (place.schema === temporarySchema) table.persistence = 'temporary'
  if (kind === 'materialized view') {
    table.uses = given?.uses ?? []
    table.definition = formatNode(query)
  }
  recorder.create(table)
}
