import { findOption, isOn } from '../def-elem.ts'
import { defineStatement } from '../statement-play.ts'

export const explain = defineStatement({
  nodes: ['ExplainStmt'],
  sources: ['ExplainQuery() in commands/explain.c'],
  play({ query, options }, recorder) {
    if (query !== undefined && isOn(findOption(options, 'analyze'))) recorder.playNested(query)
  },
})
