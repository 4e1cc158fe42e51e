import { playCall, playCalls } from '../calls.ts'
import { defineStatement } from '../statement-play.ts'

export const call = defineStatement({
  nodes: ['CallStmt'],
  sources: ['ExecuteCallStmt() in commands/functioncmds.c'],
  play({ funccall }, recorder) {
    if (funccall === undefined) return
    playCalls(funccall.args, recorder)
    playCall(funccall, recorder)
  },
})
