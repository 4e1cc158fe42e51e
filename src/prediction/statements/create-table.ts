import { makeNewTable } from '../new-table.ts'
import { defineStatement } from '../statement-play.ts'

export const createTable = defineStatement({
  nodes: ['CreateStmt'],
  sources: ['DefineRelation() in commands/tablecmds.c', 'transformCreateStmt() in parser/parse_utilcmd.c'],
  play(node, recorder) {
    makeNewTable(recorder, node, node.partspec === undefined ? 'table' : 'partitioned table')
  },
})
