import { findNamed, needRelation } from '../lookup.ts'
import { refuseSequenceOptions, setOwner, setSequenceType } from '../sequence-options.ts'
import { defineStatement } from '../statement-play.ts'

export const alterSequence = defineStatement({
  nodes: ['AlterSeqStmt'],
  sources: ['AlterSequence() in commands/sequence.c'],
  play({ sequence: name, options, missing_ok }, recorder) {
    const sequence = missing_ok
      ? findNamed(recorder, name!, 'sequence')
      : needRelation(recorder, name!, 'sequence')
    if (sequence === undefined) return
    recorder.lock(sequence, 'SHARE ROW EXCLUSIVE')
    if (sequence.kind !== 'sequence') return recorder.fail('42809', `"${sequence.name}" is not a sequence`)
    refuseSequenceOptions(recorder, options)
    setSequenceType(recorder, sequence, options)
    setOwner(recorder, sequence, options)
  },
})
