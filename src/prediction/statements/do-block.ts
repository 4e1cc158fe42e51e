import { quoteLiteral, readPlpgsql } from '../../sql/index.ts'
import { findOption, textOfOption } from '../def-elem.ts'
import { openFrame } from '../frame.ts'
import { playPlpgsql } from '../plpgsql-play.ts'
import { defineStatement } from '../statement-play.ts'

export const doBlock = defineStatement({
  nodes: ['DoStmt'],
  sources: ['ExecuteDoStmt() in commands/functioncmds.c'],
  play({ args = [] }, recorder) {
    const language = textOfOption(findOption(args, 'language')) ?? 'plpgsql'
    if (language !== 'plpgsql') {
      recorder.leaveUnfollowed(`a DO block in ${language} is not followed`)
      return
    }
    const body = readPlpgsql(`do ${quoteLiteral(textOfOption(findOption(args, 'as')) ?? '')}`)
    if (body === undefined) return recorder.fail('42601', 'syntax error in the DO block')
    playPlpgsql(body, openFrame(recorder))
  },
})
