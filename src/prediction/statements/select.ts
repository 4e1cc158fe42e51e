import { playCalls } from '../calls.ts'
import { readQuery } from '../reads.ts'
import { defineStatement } from '../statement-play.ts'
import { makeTableFromQuery } from '../table-from-query.ts'

export const select = defineStatement({
  nodes: ['SelectStmt'],
  sources: ['the functions that it calls', 'the manual, "13.3.1 Table-Level Locks"'],
  play(node, recorder) {
    const { intoClause, ...query } = node
    if (intoClause?.rel !== undefined) {
      makeTableFromQuery(
        recorder,
        { SelectStmt: query },
        {
          name: intoClause.rel,
          kind: 'table',
          columnNames: [],
          isExistingFine: false,
          isPopulated: true,
        },
      )
    } else {
      readQuery(recorder, { SelectStmt: query })
    }
    playCalls(node, recorder)
  },
})
