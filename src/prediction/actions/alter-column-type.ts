import type { Node } from '../../sql/index.ts'
import { parseExpression } from '../../sql/index.ts'
import { type ActionScene, allTables, defineAction } from '../alter-action.ts'
import { baseType, findCoercion, isKnownType } from '../casts.ts'
import { isCollatable, readColumnType } from '../column-definition.ts'
import { typeOf } from '../default-value.ts'
import { dependantsOf } from '../dependants.ts'
import { columnsOf, stringsOf } from '../expressions.ts'
import { needColumn } from '../lookup.ts'
import type { Column, Table } from '../model.ts'
import { changeColumn } from '../part-changes.ts'
import { sequenceOf } from '../sequences.ts'
import type { TypeRef } from '../type.ts'
import { compareTypes, compareTypesUsing, type TypeChange } from '../type-change.ts'
import { formatType } from '../type-ref.ts'

export const alterColumnType = defineAction({
  subtypes: ['AT_AlterColumnType'],
  sources: ['ATPrepAlterColumnType() and ATExecAlterColumnType() in commands/tablecmds.c'],
  targets: [...allTables, 'composite type'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'alter type',
  recursion: 'children',
  prepare({ name = '', def }, scene) {
    if (def === undefined || !('ColumnDef' in def)) return
    const { typeName, raw_default: using, collClause } = def.ColumnDef
    const { recorder, table, isOnly } = scene
    const column = needColumn(recorder, table, name)
    refuse(scene, column, using)
    const to = readColumnType(recorder, table, typeName!)
    if (collClause !== undefined && isCollatable(recorder, to) === false) {
      recorder.fail('42804', `collations are not supported by type ${to.name}`)
    }
    if (using !== undefined && !isStored(table)) recorder.fail('42809', `"${table.name}" is not a table`)
    const change = judge(scene, column, to, using)
    if (change === 'no such cast') recorder.fail('42846', `cannot cast column "${name}"`)
    if (change === 'impossible') {
      recorder.fail('42804', `column "${name}" cannot be cast automatically to type ${to.name}`)
    }
    if (isOnly && table.children.length > 0) {
      recorder.fail('42P16', `type of inherited column "${name}" must be changed in child tables too`)
    }
  },
  play({ name = '', def }, scene) {
    if (def === undefined || !('ColumnDef' in def)) return
    const { typeName, raw_default: using, collClause } = def.ColumnDef
    const { recorder, table, workOn } = scene
    const column = needColumn(recorder, table, name)
    const to = readColumnType(recorder, table, typeName!)
    const change = judge(scene, column, to, using)
    const former = workOn(table).changedColumns.get(name)
    if (former !== undefined && !isSame(former.type, column.type))
      recorder.fail('0A000', `cannot alter type of column "${name}" twice`)
    refuseDependants(scene, table, name)
    refuseDefault(scene, column, to)
    if (column.identity !== undefined && table === scene.root) refuseIdentity(scene, to)
    const work = workOn(table)
    work.changedColumns.set(name, { ...column })
    if (change === 'rewrite' && column.generated?.how !== 'virtual') work.hasRewrite = true
    if (using !== undefined || change === 'rewrite') work.hasNewValues = true
    column.type = to
    column.collation = collClause && stringsOf(collClause.collname).join('.')
    changeColumn(recorder, table, name)
    const sequence = column.identity === undefined ? undefined : sequenceOf(recorder, table, name)
    if (sequence === undefined) return
    recorder.lock(sequence, 'SHARE ROW EXCLUSIVE')
    sequence.type = to.name
  },
})

function isSame(a: TypeRef | undefined, b: TypeRef | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && formatType(a) === formatType(b))
}

function judge(
  { recorder, table }: ActionScene,
  column: Column,
  to: TypeRef,
  using: Node | undefined,
): TypeChange {
  const { name, type } = column
  if (!isStored(table)) return 'as it is'
  for (const used of using === undefined ? [] : columnsOf(using)) needColumn(recorder, table, used)
  const isKnown = type !== undefined && isKnownType(recorder.model, type) && isKnownType(recorder.model, to)
  if (!isKnown) {
    recorder.assume(`the type of ${table.name}.${name} is not known`)
    return 'rewrite'
  }
  return using === undefined
    ? compareTypes(recorder.model, type, to)
    : compareTypesUsing(recorder.model, { name, type }, to, using)
}

function refuse({ recorder, table, root }: ActionScene, column: Column, using: Node | undefined): void {
  const { name } = column
  if (table.ofType !== undefined && table === root)
    recorder.fail('42809', 'cannot alter column type of typed table')
  const isOfParent = table.parents.some(parent => parent.columns.some(it => it.name === name))
  if (table === root && isOfParent) recorder.fail('42P16', `cannot alter inherited column "${name}"`)
  if (table !== root && table.parents.some(parent => !isWithin(parent, root) && hasColumn(parent, name))) {
    recorder.fail('42P16', `cannot alter inherited column "${name}" of relation "${table.name}"`)
  }
  if (table.partitioning?.columns.includes(name)) {
    recorder.fail('42P16', `cannot alter column "${name}" because it is part of the partition key`)
  }
  if (using !== undefined && column.generated !== undefined) {
    recorder.fail('42611', 'cannot specify USING when altering type of generated column')
  }
}

/** Whether there are rows of its own to convert. */
function isStored({ kind }: Table): boolean {
  return kind === 'table' || kind === 'partitioned table'
}

function hasColumn(table: Table, name: string): boolean {
  return table.columns.some(it => it.name === name)
}

function isWithin(table: Table, root: Table): boolean {
  return table === root || table.parents.some(it => isWithin(it, root))
}

/** What others made of the column would mean something else. */
function refuseDependants({ recorder }: ActionScene, table: Table, name: string): void {
  const { views, rules, triggers, policies, generated, routines, hasFilter } = dependantsOf(
    recorder.model,
    table,
    name,
  )
  const why = `cannot alter type of a column used by`
  if (views.length + rules.length > 0) recorder.fail('0A000', `${why} a view or rule`)
  if (triggers.length > 0) recorder.fail('0A000', `${why} a trigger definition`)
  if (policies.length > 0) recorder.fail('0A000', `${why} a policy definition`)
  if (generated.length > 0)
    recorder.fail(recorder.model.major >= 15 ? '0A000' : '42601', `${why} a generated column`)
  if (routines.length > 0) recorder.fail('0A000', `${why} a function or procedure`)
  if (hasFilter) recorder.fail('0A000', `${why} a publication WHERE clause`)
}

/** The default must become the new type by itself, whatever USING says. */
function refuseDefault({ recorder }: ActionScene, column: Column, to: TypeRef): void {
  const { model } = recorder
  const text = column.default ?? column.generated?.as
  const tree = text === undefined ? undefined : parseExpression(text)
  if (tree === undefined || column.type === undefined) return
  const from = typeOf(recorder, tree) ?? column.type
  if (!isKnownType(model, from) || !isKnownType(model, to)) return
  if (findCoercion(model, from, to, 'assignment') === undefined) {
    recorder.fail(
      '42804',
      `default for column "${column.name}" cannot be cast automatically to type ${to.name}`,
    )
  }
}

function refuseIdentity({ recorder }: ActionScene, to: TypeRef): void {
  if (!/^(smallint|integer|bigint)$/.test(baseType(recorder.model, to).name)) {
    recorder.fail('22023', 'identity column type must be smallint, integer, or bigint')
  }
}
