import { quoteQualified, type RangeVar } from '../sql/index.ts'
import { creationSchema } from './names.ts'
import type { Recorder } from './recorder.ts'

/** The schema of all that is temporary, as statements name it. */
export const temporarySchema = 'pg_temp'

/**
 * Where a new relation goes. Undefined where there is one already and that is fine; otherwise it fails where the name is taken or the
 * schema is not there: `RangeVarGetAndCheckCreationNamespace()` in catalog/namespace.c.
 */
export function makePlace(
  recorder: Recorder,
  { schemaname, relname: name = '', relpersistence }: RangeVar,
  isExistingFine: boolean,
): { schema: string; name: string } | undefined {
  const { model } = recorder
  const isTemporary = relpersistence === 't' || schemaname === temporarySchema
  if (isTemporary && schemaname !== undefined && schemaname !== temporarySchema) {
    recorder.fail('42P16', 'cannot create temporary relation in non-temporary schema')
  }
  const schema = isTemporary ? temporarySchema : (schemaname ?? creationSchema(model))
  if (!isTemporary && !model.schemas.has(schema) && model.gaps.length === 0) {
    recorder.fail('3F000', `schema "${schema}" does not exist`)
  }
  const identity = quoteQualified(schema, name)
  if (model.relations.has(identity)) {
    if (isExistingFine) return undefined
    recorder.fail('42P07', `relation "${name}" already exists`)
  }
  return { schema, name }
}

/** A table has a type of its name too, which another type must not have. */
export function refuseTakenType(recorder: Recorder, place: { schema: string; name: string }): void {
  if (recorder.model.types.has(quoteQualified(place.schema, place.name))) {
    recorder.fail('42710', `type "${place.name}" already exists`)
  }
}
