import { columnsOf } from './expressions.ts'
import type { Column, Model, Publication, Routine, Table, Trigger, Use } from './model.ts'
import { isTable } from './names.ts'

/** What needs a column of a table, apart from its indexes, constraints and statistics, which go and change with it. */
export interface ColumnDependants {
  views: Table[]
  /** Rules of this and of other tables that are not the query of a view. */
  rules: { table: Table; name: string }[]
  policies: { table: Table; name: string }[]
  triggers: Trigger[]
  generated: Column[]
  routines: Routine[]
  publications: Publication[]
  /** Whether one of the publications needs it for its row filter. */
  hasFilter: boolean
}

export function dependantsOf(model: Model, table: Table, column: string): ColumnDependants {
  const tables = table.isUsed ? [...model.relations.values()].filter(isTable) : []
  const uses = ({ uses: all }: { uses: Use[] }) =>
    all.some(use => use.table === table && use.column === column)
  const ofTables = (part: 'rules' | 'policies') =>
    tables.flatMap(it => it[part].filter(uses).map(({ name }) => ({ table: it, name })))
  const publications = [...model.publications.values()].filter(publication =>
    publication.tables.some(
      it => it.table === table && (it.columns?.includes(column) || it.filterColumns?.includes(column)),
    ),
  )
  return {
    views: tables.filter(uses),
    rules: ofTables('rules'),
    policies: ofTables('policies'),
    triggers: table.triggers.filter(
      it => it.columns.includes(column) || it.conditionColumns.includes(column),
    ),
    generated: table.columns.filter(it => it.generated !== undefined && usesColumn(it.generated.as, column)),
    routines: table.isUsed ? [...model.routines.values()].flat().filter(uses) : [],
    publications,
    hasFilter: publications.some(publication =>
      publication.tables.some(it => it.table === table && it.filterColumns?.includes(column)),
    ),
  }
}

function usesColumn(expression: string, column: string): boolean {
  return columnsOf(expression).includes(column)
}
