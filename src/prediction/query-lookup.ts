import { needTable } from './lookup.ts'
import type { QueryLookup } from './query-uses.ts'
import type { Recorder } from './recorder.ts'
import { readTypeName } from './type-ref.ts'

/** Looks names up for a statement that is played: what is not there fails it. */
export function lookUpFor(recorder: Recorder): QueryLookup {
  return {
    table: name => needTable(recorder, name),
    readType: ({ typeName }) => typeName && readTypeName(typeName, recorder.model),
    missingColumn: name => recorder.fail('42703', `column "${name}" does not exist`),
  }
}
