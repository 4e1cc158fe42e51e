import type { Model, Publication, Table } from '../prediction/index.ts'

/** How a publication publishes a table. */
export interface Publishing {
  publication: string
  /** Only these columns; without a list, all that there are and will be. */
  columns?: string[]
  /** Columns in the row filter. */
  filterColumns: string[]
}

export function publishingsOf({ publications }: Model, table: Table): Publishing[] {
  return [...publications.values()].flatMap(publication => {
    const named = publication.tables.find(it => it.table === table)
    if (named === undefined && !publishesAll(publication, table)) return []
    const { columns, filterColumns = [] } = named ?? {}
    return [{ publication: publication.name, columns, filterColumns }]
  })
}

function publishesAll({ isForAllTables, schemas }: Publication, { schema, persistence }: Table): boolean {
  return persistence === 'permanent' && (isForAllTables || schemas.includes(schema))
}
