import { defineStatement } from '../statement-play.ts'

/** They change the server, or nothing that anybody waits for. */
export const sessionCommand = defineStatement({
  nodes: [
    'AlterSystemStmt',
    'VariableShowStmt',
    'CheckPointStmt',
    'NotifyStmt',
    'ListenStmt',
    'UnlistenStmt',
    'LoadStmt',
    'ConstraintsSetStmt',
  ],
  sources: ['standard_ProcessUtility() in tcop/utility.c'],
  play() {},
})
