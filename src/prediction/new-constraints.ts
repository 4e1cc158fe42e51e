import type { ConstraintNode } from '../sql/index.ts'
import {
  kindOfConstraint,
  needKeyColumns,
  readCheck,
  readIndexPlan,
  readNotNull,
} from './constraint-definition.ts'
import { readForeignKey } from './foreign-key.ts'
import { addIndexConstraint, type IndexConstraintKind } from './index-definition.ts'
import { needColumn } from './lookup.ts'
import type { ConstraintKind, Table } from './model.ts'
import { addConstraint } from './part-changes.ts'
import type { Recorder } from './recorder.ts'

/** Adds the constraints of a table that is being made; `afterChecks` is what comes between its checks and its indexes. */
export function addConstraints(
  recorder: Recorder,
  table: Table,
  nodes: readonly ConstraintNode[],
  afterChecks: () => void,
): void {
  const ofKind = (...kinds: ConstraintKind[]) => nodes.filter(it => kinds.includes(kindOfConstraint(it)!))
  for (const node of ofKind('check')) {
    const check = { ...readCheck(recorder, table, node), isValid: node.is_enforced !== false }
    if (table.constraints.some(({ name }) => name === check.name)) {
      recorder.fail('42710', `check constraint "${check.name}" already exists`)
    }
    addConstraint(recorder, table, check)
  }
  for (const node of ofKind('not null')) {
    const notNull = readNotNull(recorder, table, node)
    needColumn(recorder, table, notNull.columns[0]!).isNullable = false
    if (recorder.model.major >= 18) addConstraint(recorder, table, notNull)
  }
  afterChecks()
  const keys = [...ofKind('primary key'), ...ofKind('unique'), ...ofKind('exclusion')]
  for (const node of keys) addKey(recorder, table, node)
  for (const node of ofKind('foreign key')) {
    const foreignKey = readForeignKey(recorder, table, node)
    if (foreignKey === undefined) continue
    if (table.constraints.some(({ name }) => name === foreignKey.name)) {
      recorder.fail('42710', `constraint "${foreignKey.name}" already exists`)
    }
    addConstraint(recorder, table, { ...foreignKey, isValid: foreignKey.isEnforced })
  }
}

/** What is wrong with the constraints by what the statement says alone: it is noticed before there is a table. */
export function refuseConstraints(recorder: Recorder, table: Table, nodes: readonly ConstraintNode[]): void {
  refuseKinds(recorder, table, nodes)
  const keys = nodes.filter(it => /^(primary key|unique)$/.test(kindOfConstraint(it) ?? ''))
  const [primary] = keys.filter(it => kindOfConstraint(it) === 'primary key')
  for (const node of keys) {
    if (kindOfConstraint(node) === 'primary key' && node !== primary) {
      recorder.fail('42P16', `multiple primary keys for table "${table.name}" are not allowed`)
    }
    needKeyColumns(recorder, table, node)
  }
}

function refuseKinds(recorder: Recorder, table: Table, nodes: readonly ConstraintNode[]): void {
  const kinds = nodes.map(kindOfConstraint)
  const isWithoutKeys = table.kind === 'foreign table'
  if (isWithoutKeys && kinds.some(kind => kind !== undefined && kind !== 'check' && kind !== 'not null')) {
    recorder.fail('0A000', 'keys are not supported on foreign tables')
  }
}

function addKey(recorder: Recorder, table: Table, node: ConstraintNode): void {
  const kind = kindOfConstraint(node) as IndexConstraintKind
  const plan = readIndexPlan(recorder, table, node)
  const columns = plan.keys.flatMap(key => ('column' in key ? [key.column] : []))
  if (kind === 'primary key') {
    if (table.constraints.some(it => it.kind === kind)) {
      recorder.fail('42P16', `multiple primary keys for table "${table.name}" are not allowed`)
    }
    for (const column of columns) needColumn(recorder, table, column).isNullable = false
  }
  // A UNIQUE that says what another key says already is the same index (`transformIndexConstraints()`).
  const isSaid = table.constraints.some(
    it => it.index !== undefined && it.columns.join() === columns.join() && kind === 'unique',
  )
  if (isSaid && node.conname === undefined) return
  addIndexConstraint(recorder, table, {
    ...{ kind, plan, name: node.conname, isDeferrable: node.deferrable ?? false },
    ...{ isOnly: false, mode: 'ACCESS EXCLUSIVE' },
  })
}
