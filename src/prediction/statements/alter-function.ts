import { listOptions, textOfOption } from '../def-elem.ts'
import type { Routine } from '../model.ts'
import { describeRoutine, needRoutine } from '../routines.ts'
import { defineStatement } from '../statement-play.ts'

export const alterFunction = defineStatement({
  nodes: ['AlterFunctionStmt'],
  sources: ['AlterFunction() in commands/functioncmds.c'],
  play({ objtype = 'OBJECT_FUNCTION', func = {}, actions = [] }, recorder) {
    const routine = needRoutine(recorder, objtype, func)
    if (routine === undefined) return
    if (routine.kind === 'aggregate') recorder.fail('42809', `"${routine.name}" is an aggregate function`)
    for (const option of listOptions(actions)) {
      const value = textOfOption(option)
      if (option.defname === 'volatility') routine.volatility = value as Routine['volatility']
      if (option.defname === 'security') routine.isSecurityDefiner = value === 'true'
    }
    recorder.change({ change: 'changed', ...describeRoutine(routine), isExisting: routine.isExisting })
  },
})
