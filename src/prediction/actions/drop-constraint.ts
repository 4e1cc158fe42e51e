import { type ActionScene, defineAction } from '../alter-action.ts'
import { partitionsOf } from '../foreign-key.ts'
import type { Constraint, Table } from '../model.ts'
import { dropConstraint as drop } from '../removal.ts'

export const dropConstraint = defineAction({
  subtypes: ['AT_DropConstraint'],
  sources: ['ATExecDropConstraint() in commands/tablecmds.c'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'drop',
  recursion: 'no',
  prepare(_, { recorder, table, mode }) {
    for (const partition of partitionsOf(table)) recorder.lock(partition, mode)
  },
  play({ name = '', missing_ok, behavior }, scene) {
    const { recorder, table, isOnly } = scene
    const constraint = table.constraints.find(it => it.name === name)
    if (constraint === undefined) {
      if (table.isKnown && !missing_ok) recorder.fail('42704', `constraint "${name}" does not exist`)
      if (!table.isKnown) recorder.assume(`the constraint ${name} is not known`)
      return
    }
    if (isOfParent(table, constraint)) recorder.fail('42P16', `cannot drop inherited constraint "${name}"`)
    const isCascade = behavior === 'DROP_CASCADE'
    if (isInherited(constraint)) {
      const isSplit = isOnly && table.kind === 'partitioned table' && table.children.length > 0
      if (isSplit && recorder.model.major < 18) {
        recorder.fail('42P16', 'cannot remove constraint from only the partitioned table')
      }
      for (const child of table.children) dropFromChild(scene, child, constraint, isCascade)
    }
    if (constraint.kind === 'not null') makeNullable(scene, table, constraint)
    if (constraint.target !== undefined) recorder.lock(constraint.target.table, 'ACCESS EXCLUSIVE')
    drop(recorder, table, constraint, isCascade)
  },
})

/** Only these are given to children by their name; a key of a partition is an object of its own. */
function isInherited({ kind, isInheritable }: Constraint): boolean {
  return isInheritable && (kind === 'check' || kind === 'not null')
}

function isOfParent({ parents, bound }: Table, constraint: Constraint): boolean {
  if (!constraint.isInherited && constraint.kind !== 'check') return false
  if (constraint.kind !== 'check') return bound !== undefined
  return parents.some(parent => parent.constraints.some(it => it.name === constraint.name && isInherited(it)))
}

function dropFromChild(
  scene: ActionScene,
  child: Table,
  { name, kind }: Constraint,
  isCascade: boolean,
): void {
  const { recorder, mode, isOnly } = scene
  recorder.lock(child, mode)
  const constraint = child.constraints.find(it => it.name === name && it.kind === kind)
  if (constraint === undefined) return
  const isOfOthers = child.parents.filter(it => it.constraints.some(other => other.name === name)).length > 1
  if (isOnly) {
    if (!isOfOthers) constraint.isInherited = false
    return
  }
  if (!constraint.isInherited || isOfOthers) return
  for (const it of child.children) dropFromChild(scene, it, constraint, isCascade)
  if (constraint.kind === 'not null') makeNullable(scene, child, constraint)
  drop(recorder, child, constraint, isCascade)
}

function makeNullable({ recorder }: ActionScene, table: Table, { columns: [name] }: Constraint): void {
  const isInKey = table.constraints.some(it => it.kind === 'primary key' && it.columns.includes(name!))
  if (isInKey) recorder.fail('42P16', `column "${name}" is in a primary key`)
  const column = table.columns.find(it => it.name === name)
  if (column?.identity !== undefined) recorder.fail('42601', `column "${name}" is an identity column`)
  if (column !== undefined) column.isNullable = true
}
