import { type ConstraintNode, sketchExpression } from '../sql/index.ts'
import { columnsOf, stringsOf } from './expressions.ts'
import { defaultOpclass, type IndexPlan } from './index-definition.ts'
import { needColumn } from './lookup.ts'
import type { Constraint, ConstraintKind, IndexKey, Table } from './model.ts'
import { chooseConstraintName } from './names-chosen.ts'
import type { Recorder } from './recorder.ts'
import { refuseOperators } from './retyped-expressions.ts'

const kinds: Partial<Record<NonNullable<ConstraintNode['contype']>, ConstraintKind>> = {
  CONSTR_CHECK: 'check',
  CONSTR_FOREIGN: 'foreign key',
  CONSTR_PRIMARY: 'primary key',
  CONSTR_UNIQUE: 'unique',
  CONSTR_EXCLUSION: 'exclusion',
  CONSTR_NOTNULL: 'not null',
}

/** What sort of constraint a definition is; a default and the like are none. */
export function kindOfConstraint({ contype }: ConstraintNode): ConstraintKind | undefined {
  return contype && kinds[contype]
}

/** What all sorts of constraints have in common; its name is chosen where none is given. */
function begin(node: ConstraintNode, kind: ConstraintKind, name: string, columns: string[]): Constraint {
  return {
    name,
    kind,
    columns,
    isValid: node.skip_validation !== true && node.is_enforced !== false,
    isEnforced: kind === 'check' || kind === 'foreign key' ? node.is_enforced === true : true,
    isInheritable: node.is_no_inherit !== true,
    isInherited: false,
    isDeferrable: node.deferrable === true,
  }
}

/** A CHECK of a table. */
export function readCheck(recorder: Recorder, table: Table, node: ConstraintNode): Constraint {
  const columns = columnsOf(node.raw_expr!)
  for (const column of columns) needColumn(recorder, table, column)
  refuseOperators(recorder, table, node.raw_expr!)
  const [only, ...more] = columns
  const { schema, name: first } = table
  const second = more.length === 0 ? only : undefined
  const name = node.conname ?? chooseConstraintName(recorder.model, { schema, first, second, label: 'check' })
  return { ...begin(node, 'check', name, columns), expression: sketchExpression(node.raw_expr!) }
}

/** A NOT NULL with or without a name, as PostgreSQL 18 keeps it. */
export function readNotNull(recorder: Recorder, table: Table, node: ConstraintNode): Constraint {
  const [column = ''] = stringsOf(node.keys)
  needColumn(recorder, table, column)
  const { schema, name: first } = table
  const name =
    node.conname ?? chooseConstraintName(recorder.model, { schema, first, second: column, label: 'not_null' })
  return begin(node, 'not null', name, [column])
}

/** What the index of a PRIMARY KEY, UNIQUE or EXCLUDE will be. */
export function readIndexPlan(recorder: Recorder, table: Table, node: ConstraintNode): IndexPlan {
  const method = node.access_method ?? 'btree'
  const included = stringsOf(node.including)
  const keys =
    node.contype === 'CONSTR_EXCLUSION'
      ? readExclusionKeys(node)
      : stringsOf(node.keys).map(column => ({ column }))
  needKeyColumns(recorder, table, node)
  for (const key of keys) refuseKey(recorder, table, key, method)
  return {
    method,
    keys,
    included,
    isUnique: node.contype !== 'CONSTR_EXCLUSION',
    isPrimary: node.contype === 'CONSTR_PRIMARY',
    condition: node.where_clause && {
      text: sketchExpression(node.where_clause),
      columns: columnsOf(node.where_clause),
    },
  }
}

/** The columns of a key must be there, which is noticed while the statement is read (`transformIndexConstraint()`). */
export function needKeyColumns(recorder: Recorder, table: Table, node: ConstraintNode): void {
  const names = stringsOf(node.keys)
  for (const [i, name] of names.entries()) {
    needColumn(recorder, table, name)
    if (names.indexOf(name) < i) recorder.fail('42701', `column "${name}" appears twice in a key`)
  }
  for (const name of stringsOf(node.including)) needColumn(recorder, table, name)
}

function readExclusionKeys({ exclusions = [] }: ConstraintNode): IndexKey[] {
  return exclusions.flatMap((pair): IndexKey[] => {
    const [element] = 'List' in pair ? (pair.List.items ?? []) : []
    if (element === undefined || !('IndexElem' in element)) return []
    const { name, expr, opclass, collation } = element.IndexElem
    const own = { opclass: stringsOf(opclass).at(-1), collation: stringsOf(collation).join('.') || undefined }
    if (name !== undefined) return [{ column: name, ...own }]
    return expr === undefined
      ? []
      : [{ expression: sketchExpression(expr), columns: columnsOf(expr), ...own }]
  })
}

function refuseKey(recorder: Recorder, table: Table, key: IndexKey, method: string): void {
  if (!('column' in key)) {
    for (const column of key.columns) needColumn(recorder, table, column)
    return
  }
  const column = needColumn(recorder, table, key.column)
  if (column.generated?.how === 'virtual') {
    recorder.fail('0A000', 'indexes on virtual generated columns are not supported')
  }
  if (key.opclass === undefined && defaultOpclass(recorder, column.type, method) === undefined) {
    recorder.fail(
      '42704',
      `data type of ${key.column} has no default operator class for access method "${method}"`,
    )
  }
}

export { begin as beginConstraint }
