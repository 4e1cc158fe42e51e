import { needTable, rangeVarsOf } from './lookup.ts'
import type { Table } from './model.ts'
import { addConstraint } from './part-changes.ts'
import type { Recorder } from './recorder.ts'
import type { NodeOf } from './statement-play.ts'
import { formatType } from './type-ref.ts'

type CreateStmt = NodeOf<'CreateStmt'>

/** Takes over the columns and checks of the tables that a new one inherits from, or is a partition of. */
export function inheritAll(
  recorder: Recorder,
  table: Table,
  { inhRelations, partbound }: CreateStmt,
): Table[] {
  const isPartition = partbound !== undefined
  const parents = rangeVarsOf(inhRelations).flatMap(name => {
    const parent = needTable(recorder, name, isPartition ? 'partitioned table' : 'table')
    if (parent === undefined) return []
    recorder.lock(parent, isPartition ? 'ACCESS EXCLUSIVE' : 'SHARE UPDATE EXCLUSIVE')
    return [parent]
  })
  if (new Set(parents).size < parents.length) {
    recorder.fail('42P07', 'a relation would be inherited from more than once')
  }
  for (const parent of parents) {
    refuseParent(recorder, table, parent, isPartition)
    if (!parent.isKnown) table.isKnown = false
    inheritColumns(recorder, table, parent)
    for (const check of parent.constraints) {
      const isPassedOn = check.kind === 'check' && check.isInheritable
      if (isPassedOn && !table.constraints.some(({ name }) => name === check.name)) {
        addConstraint(recorder, table, { ...check, isInherited: true })
      }
    }
    parent.children.push(table)
    table.parents.push(parent)
  }
  return parents
}

function refuseParent(recorder: Recorder, table: Table, parent: Table, isPartition: boolean): void {
  const fail = (why: string) => recorder.fail('42809', why)
  if (isPartition) {
    if (parent.kind !== 'partitioned table' && parent.isKnown) {
      recorder.fail('42P17', `"${parent.name}" is not partitioned`)
    }
  } else {
    if (parent.kind === 'partitioned table') fail(`cannot inherit from partitioned table "${parent.name}"`)
    if (!/^table$|^foreign table$/.test(parent.kind)) fail(`"${parent.name}" is not a table`)
    if (parent.bound !== undefined) fail(`cannot inherit from partition "${parent.name}"`)
  }
  const isTemporary = (it: Table) => it.persistence === 'temporary'
  if (isTemporary(parent) && !isTemporary(table)) fail(`cannot inherit from temporary "${parent.name}"`)
  if (isPartition && isTemporary(table) && !isTemporary(parent)) fail('cannot make a temporary partition')
}

function inheritColumns(recorder: Recorder, table: Table, parent: Table): void {
  for (const column of parent.columns) {
    const known = table.columns.find(({ name }) => name === column.name)
    if (known === undefined) {
      // Before 17 a partition has no identity of its own, and no other child ever.
      const isIdentity = table.kind !== 'foreign table' && parent.kind === 'partitioned table'
      const identity = isIdentity && recorder.model.major >= 17 ? column.identity : undefined
      table.columns.push({ ...column, identity, isInherited: true })
      continue
    }
    const [ours, theirs] = [known.type, column.type].map(type => type && formatType(type))
    if (ours !== undefined && theirs !== undefined && ours !== theirs) {
      recorder.fail('42804', `inherited column "${column.name}" has a type conflict`)
    }
    known.isNullable &&= column.isNullable
  }
}
