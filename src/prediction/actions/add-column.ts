import type { ColumnDef, Node } from '../../sql/index.ts'
import { addTableConstraint } from '../add-constraint.ts'
import { type ActionScene, allTables, defineAction } from '../alter-action.ts'
import { isConstrainedDomain, userType } from '../casts.ts'
import { type DefinedColumn, defineColumn, refuseGenerated } from '../column-definition.ts'
import { refuseDefault } from '../default-value.ts'
import { volatilityOf } from '../expressions.ts'
import type { Column, Table } from '../model.ts'
import { addColumn as addTo } from '../part-changes.ts'

export const addColumn = defineAction({
  subtypes: ['AT_AddColumn'],
  sources: ['ATExecAddColumn() in commands/tablecmds.c', 'the manual: ALTER TABLE, Notes'],
  targets: [...allTables, 'composite type'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'add column',
  recursion: 'no',
  prepare(_, { recorder, table, root }) {
    if (table.ofType !== undefined && table === root) {
      recorder.fail('42809', 'cannot add column to typed table')
    }
  },
  play({ def, missing_ok }, scene) {
    if (def === undefined || !('ColumnDef' in def)) return
    const { recorder, table, isOnly } = scene
    const definition = def.ColumnDef
    const { colname = '' } = definition
    if (table.bound !== undefined) recorder.fail('42809', 'cannot add column to a partition')
    if (table.columns.some(it => it.name === colname)) {
      if (missing_ok) return
      recorder.fail('42701', `column "${colname}" of relation "${table.name}" already exists`)
    }
    if (/^(tableoid|ctid|xmin|xmax|cmin|cmax)$/.test(colname)) {
      recorder.fail('42701', `column name "${colname}" conflicts with a system column name`)
    }
    refuseIdentityOfParent(scene, definition)
    const defined = defineColumn(recorder, table, definition)
    refuseGenerated(recorder, table, definition)
    if (defined.default !== undefined) refuseDefault(recorder, defined.column.type, defined.default)
    if (isOnly && table.children.length > 0) {
      recorder.fail('42P16', 'column must be added to child tables too')
    }
    fill(scene, table, defined)
    for (const child of table.children) addToChild(scene, child, defined)
    const isBelieved = defined.column.default === undefined && defined.column.generated === undefined
    for (const node of defined.constraints) addTableConstraint(scene, node, isBelieved)
  },
})

/** Rows that have no value of their own in the new column need none as long as all get the same. */
function fill(scene: ActionScene, table: Table, { column, default: value }: DefinedColumn): void {
  const { recorder, workOn } = scene
  const work = workOn(table)
  const { model } = recorder
  const hasSequence = column.identity !== undefined || (value === undefined && column.default !== undefined)
  const isStored = column.generated?.how === 'stored'
  const isVolatile =
    value !== undefined && volatilityOf(value, model, clause => recorder.assume(clause)) === 'volatile'
  const isChecked = column.type !== undefined && isConstrainedDomain(model, column.type)
  if (hasSequence || isStored || isVolatile || isChecked) work.hasRewrite = true
  const hasValue = (value !== undefined && !isNull(value)) || hasDomainDefault(scene, column)
  if (hasValue || hasSequence || column.generated !== undefined || isChecked) work.hasNewValues = true
  if (hasValue || hasSequence || column.generated !== undefined) return
  const isRequired = !column.isNullable || (isChecked && refusesNull(scene, column))
  if (!isRequired) return
  work.hasScan = true
  if (table.isExisting && /^(table|materialized view)$/.test(table.kind)) {
    work.emptyColumn = column.name
  }
}

function isNull(value: Node): boolean {
  return 'A_Const' in value && value.A_Const.isnull === true
}

function hasDomainDefault({ recorder: { model } }: ActionScene, { type, default: own }: Column): boolean {
  return own === undefined && type !== undefined && userType(model, type)?.default !== undefined
}

function refusesNull({ recorder: { model } }: ActionScene, { type }: Column): boolean {
  const isNotNull = (it = type): boolean => {
    const domain = it && userType(model, it)
    return domain?.kind === 'domain' && (!domain.isNullable || isNotNull(domain.base))
  }
  return isNotNull()
}

/** A child that has the column keeps it, if the types agree; otherwise it gets it as the parent did. */
function addToChild(scene: ActionScene, child: Table, defined: DefinedColumn): void {
  const { recorder, mode } = scene
  recorder.lock(child, mode)
  const { column } = defined
  const own = child.columns.find(it => it.name === column.name)
  if (own !== undefined) {
    const [a, b] = [own.type, column.type]
    if (
      a !== undefined &&
      b !== undefined &&
      (a.name !== b.name || a.modifiers.join() !== b.modifiers.join())
    ) {
      recorder.fail('42804', `child table "${child.name}" has different type for column "${column.name}"`)
    }
    return
  }
  addTo(recorder, child, { ...column, isInherited: true })
  fill(scene, child, defined)
  for (const it of child.children) addToChild(scene, it, defined)
}

function refuseIdentityOfParent({ recorder, table, isOnly }: ActionScene, definition: ColumnDef): void {
  const isIdentity = definition.constraints?.some(
    it => 'Constraint' in it && it.Constraint.contype === 'CONSTR_IDENTITY',
  )
  const isAllowed = recorder.model.major >= 17 && table.kind === 'partitioned table'
  if (isIdentity && !isOnly && !isAllowed && table.children.length > 0) {
    recorder.fail('42P16', 'cannot recursively add identity column to table that has child tables')
  }
}
