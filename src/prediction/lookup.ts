import type { RelationKind } from '../effects/index.ts'
import { formatRangeVar, type Node, type RangeVar } from '../sql/index.ts'
import type { Column, Index, Relation, Table, TableKind } from './model.ts'
import { addRelation, creationSchema, findRelation, isIndex, isTable, makeIndex, makeTable } from './names.ts'
import type { Recorder } from './recorder.ts'

/*
 * What a statement names, found in the model. Where the catalog is not wholly known, a name that is not there is supposed to
 * exist, and what is said of it later is remembered; where it is, the statement fails as it would on the server.
 */

/** A table, view or whatever has columns; undefined for PostgreSQL's own catalogs, which nobody locks. */
export function needTable(recorder: Recorder, name: RangeVar, kind: TableKind = 'table'): Table | undefined {
  const found = findRelation(recorder.model, name)
  if (found !== undefined) {
    if (isTable(found)) return found
    recorder.fail('42809', `"${found.name}" is not a table`)
  }
  if (isOfServer(name)) return undefined
  return suppose(recorder, name, schemaAndName => makeTable(schemaAndName, kind))
}

/** The same for `IF EXISTS`: nothing where it is known not to be there. */
export function findTable(recorder: Recorder, name: RangeVar, kind: TableKind = 'table'): Table | undefined {
  if (findRelation(recorder.model, name) === undefined && recorder.model.gaps.length === 0) return undefined
  return needTable(recorder, name, kind)
}

/** An index; one that is not known belongs to a table that is not known either. */
export function needIndex(recorder: Recorder, name: RangeVar): Index {
  const found = findRelation(recorder.model, name)
  if (found !== undefined && isIndex(found)) return found
  if (found !== undefined) recorder.fail('42809', `"${found.name}" is not an index`)
  return suppose(recorder, name, ({ schema, name: index }) => {
    const table = {
      ...makeTable({ schema, name: `the table of ${index}` }, 'table'),
      isExisting: true,
      isKnown: false,
    }
    return makeIndex(table, index)
  })
}

/** Whatever has the name; what is not known is supposed to be of a kind. */
export function needRelation(recorder: Recorder, name: RangeVar, kind: RelationKind): Relation | undefined {
  const found = findRelation(recorder.model, name)
  if (found !== undefined) return found
  if (kind === 'index' || kind === 'partitioned index') return needIndex(recorder, name)
  if (kind !== 'sequence') return needTable(recorder, name, kind)
  return suppose(recorder, name, it => ({ ...it, kind, isExisting: true, isKnown: false }))
}

/** The same for `IF EXISTS`: nothing where it is known not to be there. */
export function findNamed(recorder: Recorder, name: RangeVar, kind: RelationKind): Relation | undefined {
  if (findRelation(recorder.model, name) === undefined && recorder.model.gaps.length === 0) return undefined
  return needRelation(recorder, name, kind)
}

/** The names in a list of a parse tree. */
export function rangeVarsOf(nodes: readonly Node[] = []): RangeVar[] {
  return nodes.flatMap(node => ('RangeVar' in node ? [node.RangeVar] : []))
}

function suppose<Found extends Relation>(
  recorder: Recorder,
  name: RangeVar,
  make: (name: { schema: string; name: string }) => Found,
): Found {
  const { model } = recorder
  if (model.gaps.length === 0) {
    const hasSchema = name.schemaname === undefined || model.schemas.has(name.schemaname)
    recorder.fail(hasSchema ? '42P01' : '3F000', `relation ${formatRangeVar(name)} does not exist`)
  }
  const { schemaname = creationSchema(model), relname = '' } = name
  const supposed = make({ schema: schemaname, name: relname })
  Object.assign(supposed, { isExisting: true, isKnown: false })
  addRelation(model, supposed)
  recorder.assume(`${formatRangeVar(name)} is not known`)
  return supposed
}

/** A column; one of a table that is not known is supposed, with no type. */
export function needColumn(recorder: Recorder, table: Table, name: string): Column {
  const found = table.columns.find(column => column.name === name)
  if (found !== undefined) return found
  if (table.isKnown) {
    recorder.fail('42703', `column "${name}" of relation "${table.name}" does not exist`)
  }
  const supposed: Column = { name, isNullable: true, isInherited: false }
  table.columns.push(supposed)
  return supposed
}

function isOfServer({ schemaname, relname = '' }: RangeVar): boolean {
  if (schemaname !== undefined) return /^pg_|^information_schema$/.test(schemaname)
  return relname.startsWith('pg_')
}
