import type { Sequence, Table } from './model.ts'
import { identityOf, removeRelation } from './names.ts'
import type { Recorder } from './recorder.ts'

/** The sequence that goes with a column. */
export function sequenceOf({ model }: Recorder, table: Table, column: string): Sequence | undefined {
  for (const relation of model.relations.values()) {
    if (relation.kind !== 'sequence') continue
    if (relation.ownedBy?.table === table && relation.ownedBy.column === column) return relation
  }
  return undefined
}

/** Takes a sequence away together with what it belongs to. */
export function dropSequence(recorder: Recorder, sequence: Sequence): void {
  recorder.lock(sequence, 'ACCESS EXCLUSIVE')
  removeRelation(recorder.model, sequence)
  const { isExisting } = sequence
  recorder.change({ change: 'dropped', kind: 'sequence', identity: identityOf(sequence), isExisting })
}
