import type { AlterTableCmd } from '../sql/index.ts'
import { lockOfOptions } from './actions/rel-options.ts'
import { attachIndex, isSameIndex } from './index-definition.ts'
import { needIndex } from './lookup.ts'
import type { Index } from './model.ts'
import { type Mode, modeStrength, type Recorder } from './recorder.ts'

/** ALTER INDEX, which is an ALTER TABLE of an index: only few actions are for it. */
export function playIndexActions(recorder: Recorder, index: Index, commands: readonly AlterTableCmd[]): void {
  const modes = commands.map(lockOf)
  const [mode = 'SHARE UPDATE EXCLUSIVE'] = modes.toSorted((a, b) => modeStrength(b) - modeStrength(a))
  recorder.lock(index, mode)
  for (const command of commands) playIndexAction(recorder, index, command)
}

function lockOf(command: AlterTableCmd): Mode {
  if (/RelOptions$/.test(command.subtype ?? '')) return lockOfOptions(command)
  return /^AT_(SetStatistics|AttachPartition)$/.test(command.subtype ?? '')
    ? 'SHARE UPDATE EXCLUSIVE'
    : 'ACCESS EXCLUSIVE'
}

function playIndexAction(recorder: Recorder, index: Index, { subtype, name, num, def }: AlterTableCmd): void {
  if (subtype === 'AT_SetTableSpace') {
    if ((index.tablespace ?? 'pg_default') === name) return
    index.tablespace = name === 'pg_default' ? undefined : name
    recorder.build(index)
  } else if (subtype === 'AT_SetStatistics') {
    const key = index.keys[(num ?? 0) - 1]
    if (key === undefined)
      recorder.fail('42703', `column number ${num} of index "${index.name}" does not exist`)
    if ('column' in key) recorder.fail('0A000', 'cannot alter statistics on non-expression column')
  } else if (subtype === 'AT_AttachPartition' && def !== undefined && 'PartitionCmd' in def) {
    attach(recorder, index, needIndex(recorder, def.PartitionCmd.name!))
  } else if (!/^AT_(Set|Reset)RelOptions$|^AT_ChangeOwner$/.test(subtype ?? '')) {
    recorder.fail('42809', `the action cannot be performed on index "${index.name}"`)
  }
}

/** `ALTER INDEX … ATTACH PARTITION`: the parent is valid once every partition has its index. */
function attach(recorder: Recorder, parent: Index, index: Index): void {
  recorder.lock(index, 'ACCESS EXCLUSIVE')
  if (parent.kind !== 'partitioned index')
    recorder.fail('42809', `"${parent.name}" is not a partitioned index`)
  recorder.lock(parent.table, 'ACCESS SHARE')
  if (index.parent === parent) return
  const refuse = (why: string) => recorder.fail('55000', `cannot attach index "${index.name}": ${why}`)
  if (index.parent !== undefined) refuse('it is already attached to another index')
  if (!parent.table.children.includes(index.table)) refuse('it is not an index on any partition')
  if (!isSameIndex(parent, index)) recorder.fail('42P17', `"${parent.name}" and "${index.name}" do not match`)
  if (parent.children.some(it => it.table === index.table)) refuse('another index is already attached')
  attachIndex(recorder, index, parent)
  parent.isValid = parent.table.children.every(it => parent.children.some(child => child.table === it))
}
