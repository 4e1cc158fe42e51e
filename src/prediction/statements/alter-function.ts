import { stringsOf } from '../../sql/index.ts'
import { listOptions, textOfOption } from '../def-elem.ts'
import type { Routine } from '../model.ts'
import { describeRoutine, findNamedRoutines } from '../routines.ts'
import { defineStatement } from '../statement-play.ts'

export const alterFunction = defineStatement({
  nodes: ['AlterFunctionStmt'],
  sources: ['AlterFunction() in commands/functioncmds.c'],
  play({ objtype, func = {}, actions = [] }, recorder) {
    const found = findNamedRoutines(recorder.model, func)
    const name = stringsOf(func.objname).join('.')
    if (found.length > 1) recorder.fail('42725', `function name "${name}" is not unique`)
    const [routine] = found
    if (routine === undefined) {
      if (recorder.model.gaps.length === 0) recorder.fail('42883', `function ${name} does not exist`)
      return
    }
    if (objtype !== 'OBJECT_ROUTINE' && objtype !== `OBJECT_${routine.kind.toUpperCase()}`) {
      recorder.fail('42809', `${name} is a ${routine.kind}`)
    }
    if (routine.kind === 'aggregate') recorder.fail('42809', `"${name}" is an aggregate function`)
    for (const option of listOptions(actions)) {
      const value = textOfOption(option)
      if (option.defname === 'volatility') routine.volatility = value as Routine['volatility']
      if (option.defname === 'security') routine.isSecurityDefiner = value === 'true'
    }
    recorder.change({ change: 'changed', ...describeRoutine(routine), isExisting: routine.isExisting })
  },
})
