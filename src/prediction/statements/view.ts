import { formatNode, stringsOf } from '../../sql/index.ts'
import { nameOfNew } from '../creation.ts'
import type { Column, Table } from '../model.ts'
import { findRelation, isTable, makeTable } from '../names.ts'
import { addColumn } from '../part-changes.ts'
import { lookUpFor } from '../query-lookup.ts'
import { type QueryUses, readQueryUses } from '../query-uses.ts'
import type { Recorder } from '../recorder.ts'
import { defineStatement } from '../statement-play.ts'
import { formatType } from '../type-ref.ts'

export const view = defineStatement({
  nodes: ['ViewStmt'],
  sources: ['DefineView() and checkViewColumns() in commands/view.c'],
  play({ view: name, aliases, query, replace = false }, recorder) {
    if (name === undefined || query === undefined || !('SelectStmt' in query)) return
    const select = query.SelectStmt
    const found = readQueryUses(select, lookUpFor(recorder))
    const columns = nameColumns(recorder, found, stringsOf(aliases))
    const { schemaname, relname = '' } = name
    const isTemporary = name.relpersistence === 't' || found.uses.some(isOfTemporary)
    const place = isTemporary
      ? { schema: 'pg_temp', name: relname }
      : nameOfNew(recorder, schemaname === undefined ? [relname] : [schemaname, relname])
    const former = findRelation(recorder.model, { schemaname: place.schema, relname })
    const definition = formatNode({ SelectStmt: select })
    if (former !== undefined) {
      if (!replace) recorder.fail('42P07', `relation "${relname}" already exists`)
      if (!isTable(former) || former.kind !== 'view')
        return recorder.fail('42809', `"${relname}" is not a view`)
      replaceView(recorder, former, columns, found.isComplete)
      Object.assign(former, { uses: found.uses, definition })
      return
    }
    const made: Table = { ...makeTable(place, 'view'), columns, uses: found.uses, definition }
    if (isTemporary) made.persistence = 'temporary'
    recorder.create(made)
  },
})

function isOfTemporary({ table }: { table: Table }): boolean {
  return table.persistence === 'temporary'
}

function nameColumns(recorder: Recorder, { columns, isComplete }: QueryUses, names: string[]): Column[] {
  if (isComplete && names.length > columns.length)
    recorder.fail('42601', 'too many column names were specified')
  const made = columns.map(
    ({ name, type }, i): Column => ({ name: names[i] ?? name, type, isNullable: true, isInherited: false }),
  )
  const twice = made.find(({ name }, i) => made.findIndex(it => it.name === name) < i)
  if (twice !== undefined) recorder.fail('42701', `column "${twice.name}" specified more than once`)
  return made
}

/** A view may get more columns behind those that it has, which keep their names and types. */
function replaceView(recorder: Recorder, former: Table, columns: Column[], isComplete: boolean): void {
  recorder.lock(former, 'ACCESS EXCLUSIVE')
  if (!former.isKnown || !isComplete) {
    recorder.assume(`the columns of ${former.name} are not known`)
    return
  }
  if (columns.length < former.columns.length) recorder.fail('42P16', 'cannot drop columns from view')
  for (const [i, { name, type }] of former.columns.entries()) {
    const { name: newName, type: newType } = columns[i]!
    if (newName !== name) recorder.fail('42P16', `cannot change name of view column "${name}"`)
    if (type !== undefined && newType !== undefined && formatType(type) !== formatType(newType)) {
      recorder.fail('42P16', `cannot change data type of view column "${name}"`)
    }
  }
  for (const column of columns.slice(former.columns.length)) addColumn(recorder, former, column)
}
