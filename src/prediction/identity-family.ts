import type { ActionScene } from './alter-action.ts'
import { needColumn } from './lookup.ts'
import type { Column, Table } from './model.ts'

/** The column and, from PostgreSQL 17 on, that of the partitions, which have its identity too. */
export function identityFamily({ recorder, table, mode }: ActionScene, name: string): Column[] {
  const column = needColumn(recorder, table, name)
  if (recorder.model.major < 17 || table.kind !== 'partitioned table') return [column]
  const family = (parent: Table): Column[] =>
    parent.children.flatMap(child => {
      recorder.lock(child, mode)
      return [...child.columns.filter(it => it.name === name), ...family(child)]
    })
  return [column, ...family(table)]
}

/** A partition has the identity of its parent or none. */
export function refuseBesidePartitions({ recorder, table, isOnly }: ActionScene): void {
  if (recorder.model.major < 17) return
  if (table.bound !== undefined) recorder.fail('42P16', `"${table.name}" is a partition`)
  if (table.kind === 'partitioned table' && isOnly && table.children.length > 0) {
    recorder.fail('42P16', 'cannot change identity of only the partitioned table')
  }
}
