import { needTable } from './lookup.ts'
import type { Model } from './model.ts'
import { findRelation, isTable } from './names.ts'
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

/** Looks names up in what a server has printed, where nothing is wrong. */
export function lookUpIn(model: Model): QueryLookup {
  return {
    table: name => {
      const found = findRelation(model, name)
      return found !== undefined && isTable(found) ? found : undefined
    },
    readType: ({ typeName }) => typeName && readTypeName(typeName, model),
  }
}
