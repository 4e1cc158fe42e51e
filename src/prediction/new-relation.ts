import { quoteQualified, type RangeVar } from '../sql/index.ts'
import { creationSchema } from './names.ts'
import type { Recorder } from './recorder.ts'

/** The schema of all that is temporary, as statements name it. */
export const temporarySchema = 'pg_temp'

interface Place {
  schema: string
  name: string
}

/** Where a new relation goes. Undefined where there is one already and that is fine; otherwise it fails where the name is taken. */
export function makePlace(recorder: Recorder, name: RangeVar, isExistingFine: boolean): Place | undefined {
  const place = findPlace(recorder, name)
  if (!isTaken(recorder, place)) return place
  if (isExistingFine) return undefined
  recorder.fail('42P07', `relation "${place.name}" already exists`)
}

/** The place alone, in a schema that is there: `RangeVarGetAndCheckCreationNamespace()` in catalog/namespace.c. */
export function findPlace(
  recorder: Recorder,
  { schemaname, relname: name = '', relpersistence }: RangeVar,
): Place {
  const { model } = recorder
  const isTemporary = relpersistence === 't' || schemaname === temporarySchema
  if (isTemporary && schemaname !== undefined && schemaname !== temporarySchema) {
    recorder.fail('42P16', 'cannot create temporary relation in non-temporary schema')
  }
  const schema = isTemporary ? temporarySchema : (schemaname ?? creationSchema(model))
  if (!isTemporary && !model.schemas.has(schema) && model.gaps.length === 0) {
    recorder.fail('3F000', `schema "${schema}" does not exist`)
  }
  return { schema, name }
}

/** Whether there is a relation of this name. */
export function isTaken({ model }: Recorder, { schema, name }: Place): boolean {
  return model.relations.has(quoteQualified(schema, name))
}

/**
 * Fails where a new table cannot have its name: there is a relation of it, or a type, which the table would have too. That is
 * noticed only when there is nothing wrong with its definition.
 */
export function refuseClash(recorder: Recorder, place: Place, define: () => void): void {
  const isOfRelation = isTaken(recorder, place)
  if (!isOfRelation && !recorder.model.types.has(quoteQualified(place.schema, place.name))) return
  const failure = recorder.attempt(() => {
    define()
    recorder.fail(isOfRelation ? '42P07' : '42710', `"${place.name}" already exists`)
  })
  if (failure !== undefined) throw failure
}
