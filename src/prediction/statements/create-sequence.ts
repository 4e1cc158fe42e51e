import type { Sequence } from '../model.ts'
import { makePlace } from '../new-relation.ts'
import { refuseSequenceOptions, setOwner, setSequenceType } from '../sequence-options.ts'
import { defineStatement } from '../statement-play.ts'

export const createSequence = defineStatement({
  nodes: ['CreateSeqStmt'],
  sources: ['DefineSequence() and process_owned_by() in commands/sequence.c'],
  play({ sequence: name, options, if_not_exists }, recorder) {
    const place = makePlace(recorder, name!, if_not_exists ?? false)
    if (place === undefined) return
    refuseSequenceOptions(recorder, options)
    const sequence: Sequence = {
      ...{ ...place, kind: 'sequence', isExisting: false, isKnown: true },
      type: 'bigint',
    }
    setSequenceType(recorder, sequence, options)
    recorder.create(sequence)
    setOwner(recorder, sequence, options)
  },
})
