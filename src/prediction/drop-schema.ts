import { quoteIdentifier } from '../sql/index.ts'
import type { DatabaseObject } from './dependents.ts'
import { dropObjects } from './drop-objects.ts'
import type { Model } from './model.ts'
import { isIndex } from './names.ts'
import type { Recorder } from './recorder.ts'

/** Drops a schema, with CASCADE all that is in it. */
export function dropSchema(
  recorder: Recorder,
  name: string,
  { isMissingFine, isCascade }: { isMissingFine: boolean; isCascade: boolean },
): void {
  const { model } = recorder
  if (!model.schemas.has(name)) {
    if (!isMissingFine && model.gaps.length === 0) recorder.fail('3F000', `schema "${name}" does not exist`)
    return
  }
  const inside = listInside(model, name)
  const prefix = ` ${quoteIdentifier(name)}.`
  const named = [...model.objects].filter(it => it.includes(prefix))
  if (inside.length + named.length > 0 && !isCascade) {
    recorder.fail('2BP01', `cannot drop schema ${name} because other objects depend on it`)
  }
  dropObjects(recorder, inside, { isCascade })
  for (const it of named) model.objects.delete(it)
  model.schemas.delete(name)
  for (const publication of model.publications.values()) {
    publication.schemas = publication.schemas.filter(it => it !== name)
  }
  recorder.change({ change: 'dropped', kind: 'schema', identity: quoteIdentifier(name), isExisting: true })
}

/** Indexes go with their tables. */
function listInside(model: Model, schema: string): DatabaseObject[] {
  const isInside = (it: { schema: string }) => it.schema === schema
  const tables = [...model.relations.values()].filter(it => 'columns' in it)
  return [
    ...[...model.relations.values()]
      .filter(it => isInside(it) && !isIndex(it))
      .map(relation => ({ kind: 'relation', relation }) as const),
    ...[...model.types.values()].filter(isInside).map(type => ({ kind: 'type', type }) as const),
    ...[...model.routines.values()]
      .flat()
      .filter(isInside)
      .map(routine => ({ kind: 'routine', routine }) as const),
    ...tables.flatMap(table =>
      'statistics' in table
        ? table.statistics
            .filter(isInside)
            .map(statistics => ({ kind: 'statistics', table, statistics }) as const)
        : [],
    ),
  ]
}
