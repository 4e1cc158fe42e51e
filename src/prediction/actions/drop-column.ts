import { type ActionScene, allTables, defineAction } from '../alter-action.ts'
import { needColumn } from '../lookup.ts'
import type { Column, Table } from '../model.ts'
import { dropColumn as drop } from '../removal.ts'

export const dropColumn = defineAction({
  subtypes: ['AT_DropColumn'],
  sources: ['ATExecDropColumn() in commands/tablecmds.c'],
  targets: [...allTables, 'composite type'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'drop',
  recursion: 'no',
  prepare(_, { recorder, table, root }) {
    if (table.ofType !== undefined && table === root) {
      recorder.fail('42809', 'cannot drop column from typed table')
    }
  },
  play({ name = '', missing_ok, behavior }, scene) {
    const { recorder, table, isOnly } = scene
    if (missing_ok && table.isKnown && !table.columns.some(it => it.name === name)) return
    const column = needColumn(recorder, table, name)
    if (isInheritedFrom(table, column)) recorder.fail('42P16', `cannot drop inherited column "${name}"`)
    refusePartitionKey(scene, table, name)
    const isCascade = behavior === 'DROP_CASCADE'
    if (isOnly && table.kind === 'partitioned table' && table.children.length > 0) {
      recorder.fail('42P16', 'cannot drop column from only the partitioned table when partitions exist')
    }
    for (const child of table.children) dropFromChild(scene, child, column, isCascade)
    drop(recorder, table, column, isCascade)
  },
})

/** A child keeps what it defines itself or has from another parent. */
function dropFromChild(scene: ActionScene, child: Table, { name }: Column, isCascade: boolean): void {
  const { recorder, mode, isOnly } = scene
  const column = child.columns.find(it => it.name === name)
  if (column === undefined) return
  recorder.lock(child, mode)
  const isOfOthers = child.parents.filter(it => it.columns.some(other => other.name === name)).length > 1
  if (isOnly) {
    if (!isOfOthers) column.isInherited = false
    return
  }
  if (!column.isInherited || isOfOthers) return
  refusePartitionKey(scene, child, name)
  for (const it of child.children) dropFromChild(scene, it, column, isCascade)
  drop(recorder, child, column, isCascade)
}

function isInheritedFrom(table: Table, { name }: Column): boolean {
  return table.parents.some(parent => parent.columns.some(it => it.name === name))
}

function refusePartitionKey({ recorder }: ActionScene, { partitioning }: Table, name: string): void {
  if (partitioning?.columns.includes(name)) {
    recorder.fail('42P16', `cannot drop column "${name}" because it is part of the partition key`)
  }
}
