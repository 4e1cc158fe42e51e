import { playCalls } from '../calls.ts'
import { defineStatement } from '../statement-play.ts'

export const select = defineStatement({
  nodes: ['SelectStmt'],
  sources: ['the functions that it calls'],
  play(node, recorder) {
    playCalls(node, recorder)
  },
})
