import { playCalls } from '../calls.ts'
import { readQuery } from '../reads.ts'
import { defineStatement } from '../statement-play.ts'

export const select = defineStatement({
  nodes: ['SelectStmt'],
  sources: ['addRangeTableEntry() in parser/parse_relation.c', 'the functions that it calls'],
  play(node, recorder) {
    readQuery(recorder, { SelectStmt: node })
    playCalls(node, recorder)
  },
})
