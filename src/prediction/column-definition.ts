import { type ColumnDef, type ConstraintNode, type Node, sketchExpression } from '../sql/index.ts'
import { baseType, builtinType, isKnownType, userType } from './casts.ts'
import { columnsOf, isSurelyChanging } from './expressions.ts'
import type { Column, Sequence, Table } from './model.ts'
import { chooseRelationName } from './names-chosen.ts'
import { addColumn } from './part-changes.ts'
import type { Recorder } from './recorder.ts'
import { tieSequence } from './sequences.ts'
import type { TypeRef } from './type.ts'
import { isSerial, readTypeName } from './type-ref.ts'

/** A column as a statement defines it. */
export interface DefinedColumn {
  column: Column
  /** The parse tree of its default. */
  default?: Node
  /** Its CHECKs, keys and references, as those of a table would be written; NOT NULL with a name or NO INHERIT too. */
  constraints: ConstraintNode[]
}

/**
 * Makes a column of CREATE TABLE or ADD COLUMN with the sequence that goes with it, and adds it to the table. What its
 * constraints do is left to the caller, who knows when the server comes to them.
 */
export function defineColumn(recorder: Recorder, table: Table, definition: ColumnDef): DefinedColumn {
  const { colname: name = '', typeName, constraints: nodes = [], collClause } = definition
  const said = nodes.flatMap(node => ('Constraint' in node ? [node.Constraint] : []))
  const ofType = (type: ConstraintNode['contype']) => said.filter(({ contype }) => contype === type)
  const isKeyed = said.some(({ contype }) => /^CONSTR_(UNIQUE|PRIMARY|FOREIGN)$/.test(contype ?? ''))
  if (isKeyed && table.kind === 'foreign table') {
    recorder.fail('0A000', 'keys and references are not supported on foreign tables')
  }
  const serial = typeName !== undefined && isSerial(typeName)
  const type = typeName && readColumnType(recorder, table, typeName)
  const [identity] = ofType('CONSTR_IDENTITY')
  const [generated] = ofType('CONSTR_GENERATED')
  refuseContradictions(recorder, said, serial)
  refuseWrongType(recorder, type, { collClause, isIdentity: identity !== undefined })
  const [defaulting] = ofType('CONSTR_DEFAULT')
  const collation =
    collClause && (collClause.collname ?? []).flatMap(it => ('String' in it ? [it.String.sval] : []))
  const column: Column = {
    name,
    type,
    collation: collation?.join('.'),
    isNullable: !(
      serial ||
      identity !== undefined ||
      ofType('CONSTR_NOTNULL').length > 0 ||
      ofType('CONSTR_PRIMARY').length > 0
    ),
    default: defaulting?.raw_expr && sketchExpression(defaulting.raw_expr),
    generated: generated && {
      as: sketchExpression(generated.raw_expr!),
      how: generated.generated_kind === 'v' ? 'virtual' : 'stored',
    },
    identity: identity && (identity.generated_when === 'a' ? 'always' : 'by default'),
    isInherited: false,
  }
  if (serial || identity !== undefined) makeSequence(recorder, table, column)
  addColumn(recorder, table, column)
  const constraints = said
    .filter(({ contype, conname }) => isTableConstraint(contype) || (contype === 'CONSTR_NOTNULL' && conname))
    .map(it => forTable(it, name))
  return { column, default: defaulting?.raw_expr, constraints }
}

/** `integer references t` says the same as `foreign key (column) references t`. */
function forTable(constraint: ConstraintNode, column: string): ConstraintNode {
  const keys: Node[] = [{ String: { sval: column } }]
  return constraint.contype === 'CONSTR_FOREIGN' ? { ...constraint, fk_attrs: keys } : { ...constraint, keys }
}

function isTableConstraint(type: ConstraintNode['contype']): boolean {
  return /^CONSTR_(CHECK|UNIQUE|PRIMARY|FOREIGN)$/.test(type ?? '')
}

/** The type, which must exist. */
export function readColumnType(
  recorder: Recorder,
  table: Table,
  node: NonNullable<ColumnDef['typeName']>,
): TypeRef {
  const type = readTypeName(node, recorder.model)
  if (/^(record|void|any\w*|trigger|internal|cstring|unknown|event_trigger|opaque)$/.test(type.name)) {
    recorder.fail('42P16', `a column cannot have pseudo-type ${type.name}`)
  }
  if (isKnownType(recorder.model, type)) return type
  if (recorder.model.gaps.length === 0) recorder.fail('42704', `type "${type.name}" does not exist`)
  recorder.assume(`the type ${type.name} in ${table.name} is not known`)
  return type
}

/** The sequence of a serial or an identity; the serial gets its default too. */
export function makeSequence(recorder: Recorder, table: Table, column: Column): void {
  const { schema } = table
  const name = chooseRelationName(recorder.model, {
    schema,
    first: table.name,
    second: column.name,
    label: 'seq',
  })
  const type = column.type?.name ?? 'bigint'
  const sequence: Sequence = { schema, name, kind: 'sequence', isExisting: false, isKnown: true, type }
  tieSequence(sequence, table, column.name)
  recorder.create(sequence)
  if (column.identity === undefined) column.default = `nextval('${schema}.${name}'::regclass)`
}

function refuseContradictions(
  recorder: Recorder,
  said: readonly ConstraintNode[],
  isSerialType: boolean,
): void {
  const count = (type: string) => said.filter(({ contype }) => contype === `CONSTR_${type}`).length
  const values = count('DEFAULT') + (isSerialType ? 1 : 0)
  const isNotNull = count('NOTNULL') > 0 || isSerialType || count('IDENTITY') > 0
  if (count('NULL') > 0 && (isNotNull || count('PRIMARY') > 0)) {
    recorder.fail('42601', 'conflicting NULL/NOT NULL declarations')
  }
  if (values > 1 || count('IDENTITY') > 1 || count('GENERATED') > 1) {
    recorder.fail('42601', 'multiple default values, identities or generation clauses')
  }
  if (values + count('IDENTITY') + count('GENERATED') > 1) {
    recorder.fail('42601', 'both default, identity or generation expression')
  }
}

function refuseWrongType(
  recorder: Recorder,
  type: TypeRef | undefined,
  { collClause, isIdentity }: { collClause: unknown; isIdentity: boolean },
): void {
  if (type === undefined) return
  if (isIdentity && !/^(smallint|integer|bigint)$/.test(baseType(recorder.model, type).name)) {
    recorder.fail('22023', 'identity column type must be smallint, integer, or bigint')
  }
  if (collClause !== undefined && isCollatable(recorder, type) === false) {
    recorder.fail('42804', `collations are not supported by type ${type.name}`)
  }
}

/** Nothing where the type is not known. */
export function isCollatable({ model }: Recorder, type: TypeRef): boolean | undefined {
  const { name } = baseType(model, type)
  const builtin = builtinType(name)
  const kind = userType(model, { ...type, name })?.kind
  return builtin?.isCollatable ?? (kind === undefined || kind === 'base' ? undefined : false)
}

/** Refuses the expression of a column that is generated; the columns of the table are there by then. */
export function refuseGenerated(
  recorder: Recorder,
  table: Table,
  { colname = '', constraints = [] }: ColumnDef,
): void {
  for (const node of constraints) {
    if ('Constraint' in node && node.Constraint.contype === 'CONSTR_GENERATED') {
      refuseWrongGeneration(recorder, table, node.Constraint, colname)
    }
  }
}

/** A generated column uses neither another generated one nor itself. */
export function refuseWrongGeneration(
  recorder: Recorder,
  table: Table,
  { raw_expr: expression, generated_when: when }: ConstraintNode,
  name: string,
): void {
  if (when !== undefined && when !== 'a')
    recorder.fail('42601', 'for a generated column, GENERATED ALWAYS must be specified')
  if (expression !== undefined && isSurelyChanging(expression, recorder.model)) {
    recorder.fail('42P17', 'generation expression is not immutable')
  }
  for (const used of expression === undefined ? [] : columnsOf(expression)) {
    if (used === name)
      recorder.fail('42P17', `cannot use generated column "${name}" in column generation expression`)
    const column = table.columns.find(it => it.name === used)
    if (column?.generated !== undefined) {
      recorder.fail('42P17', `cannot use generated column "${used}" in column generation expression`)
    }
    if (column === undefined && table.isKnown) recorder.fail('42703', `column "${used}" does not exist`)
  }
}
