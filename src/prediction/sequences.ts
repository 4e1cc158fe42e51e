import type { Model, Sequence, Table } from './model.ts'
import { identityOf, removeRelation } from './names.ts'
import type { Recorder } from './recorder.ts'

/** The sequences that go with a table, or with one column of it. */
export function sequencesOf({ relations }: Model, table: Table, column?: string): Sequence[] {
  return [...table.sequences].filter(
    it =>
      it.ownedBy?.table === table &&
      (column === undefined || it.ownedBy.column === column) &&
      relations.get(identityOf(it)) === it,
  )
}

/** The sequence that goes with a column. */
export function sequenceOf({ model }: Recorder, table: Table, column: string): Sequence | undefined {
  return sequencesOf(model, table, column)[0]
}

/** Makes a sequence go with a column. */
export function tieSequence(sequence: Sequence, table: Table, column: string): void {
  sequence.ownedBy = { table, column }
  table.sequences.add(sequence)
}

/** Takes a sequence away together with what it belongs to. */
export function dropSequence(recorder: Recorder, sequence: Sequence): void {
  recorder.lock(sequence, 'ACCESS EXCLUSIVE')
  removeRelation(recorder.model, sequence)
  const { isExisting } = sequence
  recorder.change({ change: 'dropped', kind: 'sequence', identity: identityOf(sequence), isExisting })
}
