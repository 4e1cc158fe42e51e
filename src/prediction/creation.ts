import { type Node, quoteIdentifier, stringsOf } from '../sql/index.ts'
import type { Table } from './model.ts'
import { creationSchema, identityOf } from './names.ts'
import type { Recorder } from './recorder.ts'

/** The schema and the name that something new gets, which must be in a schema that is there. */
export function nameOfNew(recorder: Recorder, names: readonly string[]): { schema: string; name: string } {
  const [name = '', schema] = names.toReversed()
  if (schema !== undefined) needSchema(recorder, schema)
  return { schema: schema ?? creationSchema(recorder.model), name }
}

export function needSchema({ model, fail }: Recorder, name: string): void {
  if (model.schemas.has(name) || /^pg_(temp|catalog)/.test(name)) return
  if (model.gaps.length === 0) fail('3F000', `schema "${name}" does not exist`)
  model.schemas.add(name)
}

/** Something of a sort that the model only knows by name, in PostgreSQL's words: `collation`, `app.german`. */
export function createObject(
  recorder: Recorder,
  kind: string,
  identity: string,
  { isReplacing = false, isExistingFine = false } = {},
): void {
  const key = `${kind} ${identity}`
  const isThere = recorder.model.objects.has(key)
  if (isThere && isExistingFine) return
  if (isThere && !isReplacing) recorder.fail(kind === 'operator' ? '42723' : '42710', `${key} already exists`)
  recorder.model.objects.add(key)
  recorder.change({ change: isThere ? 'changed' : 'created', kind, identity, isExisting: isThere })
}

/** A part of a table that has a name: a trigger, a policy, a rule. */
export function createPart(recorder: Recorder, table: Table, kind: string, name: string): void {
  recorder.changePart(table, {
    change: 'created',
    kind,
    identity: `${quoteIdentifier(name)} on ${identityOf(table)}`,
    isExisting: false,
  })
}

/** The parts of a name that a statement gives as a list. */
export function namesIn(node: Node | undefined): string[] {
  if (node === undefined) return []
  if ('List' in node) return stringsOf(node.List.items)
  if ('TypeName' in node) return stringsOf(node.TypeName.names)
  return stringsOf([node])
}
