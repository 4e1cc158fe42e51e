import { defineStatement } from '../statement-play.ts'

/** What makes, moves or drops things of which only the server knows which they are. */
export const unfollowed = defineStatement({
  nodes: [
    'AlterExtensionContentsStmt',
    'AlterExtensionStmt',
    'DropOwnedStmt',
    'ImportForeignSchemaStmt',
    'ReassignOwnedStmt',
  ],
  sources: ['the manual, "SQL Commands"'],
  play(_node, recorder) {
    recorder.leaveUnfollowed('which objects it changes is not known')
  },
})
