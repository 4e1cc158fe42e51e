import { makeNewTable } from '../new-table.ts'
import { defineStatement } from '../statement-play.ts'

export const createForeignTable = defineStatement({
  nodes: ['CreateForeignTableStmt'],
  sources: ['CreateForeignTable() in commands/foreigncmds.c'],
  play({ base }, recorder) {
    if (base !== undefined) makeNewTable(recorder, base, 'foreign table')
  },
})
