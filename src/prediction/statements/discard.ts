import { changeSetting } from '../settings.ts'
import { defineStatement } from '../statement-play.ts'

export const discard = defineStatement({
  nodes: ['DiscardStmt'],
  sources: ['DiscardCommand() in commands/discard.c'],
  play({ target }, recorder) {
    const { model } = recorder
    if (target === 'DISCARD_ALL') {
      if (!recorder.isAlone) recorder.fail('25001', 'DISCARD ALL cannot run inside a transaction block')
      for (const name of [...model.settings.keys()]) changeSetting(model, name, undefined)
    }
    if (target !== 'DISCARD_ALL' && target !== 'DISCARD_TEMP') return
    for (const [identity, { schema }] of [...model.relations]) {
      if (schema === 'pg_temp') model.relations.delete(identity)
    }
  },
})
