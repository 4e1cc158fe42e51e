import { stringsOf } from '../../sql/index.ts'
import { defineStatement } from '../statement-play.ts'
import { makeTableFromQuery } from '../table-from-query.ts'

export const createTableAs = defineStatement({
  nodes: ['CreateTableAsStmt'],
  sources: ['ExecCreateTableAs() in commands/createas.c'],
  play({ into, query, objtype, if_not_exists }, recorder) {
    if (into?.rel === undefined || query === undefined) return
    makeTableFromQuery(recorder, query, {
      name: into.rel,
      kind: objtype === 'OBJECT_MATVIEW' ? 'materialized view' : 'table',
      columnNames: stringsOf(into.colNames),
      isExistingFine: if_not_exists ?? false,
      isPopulated: into.skipData !== true,
    })
  },
})
