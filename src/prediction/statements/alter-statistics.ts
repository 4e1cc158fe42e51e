import { stringsOf } from '../../sql/index.ts'
import { defineStatement } from '../statement-play.ts'
import { findStatistics } from '../statistics-objects.ts'

export const alterStatistics = defineStatement({
  nodes: ['AlterStatsStmt'],
  sources: ['AlterStatistics() in commands/statscmds.c'],
  play({ defnames, missing_ok: isMissingFine }, recorder) {
    const names = stringsOf(defnames)
    const isKnown = findStatistics(recorder.model, names) !== undefined || recorder.model.gaps.length > 0
    if (!isKnown && !isMissingFine)
      recorder.fail('42704', `statistics object ${names.join('.')} does not exist`)
  },
})
