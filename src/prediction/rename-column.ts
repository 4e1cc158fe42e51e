import { quoteIdentifier } from '../sql/index.ts'
import { needColumn } from './lookup.ts'
import type { Index, Table, Use } from './model.ts'
import { identityOf, isTable } from './names.ts'
import { columnIdentity } from './part-changes.ts'
import { kindOf, type Recorder } from './recorder.ts'
import { referrersOf } from './removal.ts'
import { tieSequence } from './sequences.ts'

/** Gives a column another name, in every child too; whatever uses it follows, because the catalog has it by number. */
export function renameColumn(
  recorder: Recorder,
  table: Table,
  from: string,
  to: string,
  { isOnly, isCascade }: { isOnly: boolean; isCascade: boolean },
): void {
  if (/^(index|sequence)/.test(table.kind)) recorder.fail('42809', `cannot rename columns of "${table.name}"`)
  if (table.ofType !== undefined) recorder.fail('42809', 'cannot rename column of typed table')
  needColumn(recorder, table, from)
  if (table.parents.some(parent => parent.columns.some(it => it.name === from))) {
    recorder.fail('42P16', `cannot rename inherited column "${from}"`)
  }
  if (isOnly && table.children.length > 0) {
    recorder.fail('42P16', `inherited column "${from}" must be renamed in child tables too`)
  }
  const family = [table, ...familyOf(table), ...typedTables(recorder, table, isCascade)]
  for (const it of family) {
    if (
      it.parents.some(
        parent => !family.includes(parent) && parent.columns.some(column => column.name === from),
      )
    ) {
      recorder.fail('42P16', `cannot rename inherited column "${from}"`)
    }
    recorder.lock(it, 'ACCESS EXCLUSIVE')
    renameIn(recorder, it, from, to)
  }
}

function typedTables({ model, fail }: Recorder, type: Table, isCascade: boolean): Table[] {
  if (type.kind !== 'composite type') return []
  const typed = [...model.relations.values()].filter(isTable).filter(it => it.ofType === identityOf(type))
  if (typed.length > 0 && !isCascade) fail('2BP01', `"${type.name}" is the type of a typed table`)
  return typed
}

function familyOf(table: Table): Table[] {
  return [...new Set(table.children.flatMap(child => [child, ...familyOf(child)]))]
}

function renameIn(recorder: Recorder, table: Table, from: string, to: string): void {
  const column = table.columns.find(it => it.name === from)
  if (column === undefined) return
  if (table.columns.some(it => it.name === to)) recorder.fail('42701', `column "${to}" already exists`)
  column.name = to
  recorder.changePart(table, {
    ...{ change: 'changed', kind: `${kindOf(table)} column` },
    isExisting: table.isExisting && column.isAdded !== true,
    ...{ identity: columnIdentity(table, to), formerIdentity: columnIdentity(table, from) },
  })
  const rename = (names: string[]) => names.map(it => (it === from ? to : it))
  const renameText = (text: string) => replaceWord(text, from, to)
  for (const it of table.columns) {
    if (it.generated !== undefined) it.generated.as = renameText(it.generated.as)
  }
  for (const it of table.constraints) {
    it.columns = rename(it.columns)
    it.expression = it.expression && renameText(it.expression)
  }
  for (const [, { target }] of referrersOf(recorder.model, table)) target!.columns = rename(target!.columns)
  for (const it of table.indexes) renameInIndex(it, rename, renameText)
  for (const it of table.statistics) it.columns = rename(it.columns)
  for (const it of table.sequences) if (it.ownedBy?.column === from) tieSequence(it, table, to)
  for (const it of table.triggers) {
    it.columns = rename(it.columns)
    it.conditionColumns = rename(it.conditionColumns)
  }
  if (table.partitioning !== undefined) table.partitioning.columns = rename(table.partitioning.columns)
  for (const use of usesIn(recorder, table)) if (use.column === from) use.column = to
  for (const { tables } of recorder.model.publications.values()) {
    for (const it of tables.filter(entry => entry.table === table)) {
      it.columns = it.columns && rename(it.columns)
      it.filterColumns = it.filterColumns && rename(it.filterColumns)
    }
  }
}

function renameInIndex(
  index: Index,
  rename: (names: string[]) => string[],
  renameText: (text: string) => string,
): void {
  index.included = rename(index.included)
  for (const key of index.keys) {
    if ('column' in key) key.column = rename([key.column])[0]!
    else Object.assign(key, { columns: rename(key.columns), expression: renameText(key.expression) })
  }
  if (index.condition !== undefined) {
    index.condition = { text: renameText(index.condition.text), columns: rename(index.condition.columns) }
  }
}

function usesIn({ model }: Recorder, table: Table): Use[] {
  const tables = [...model.relations.values()].filter(isTable)
  const routines = [...model.routines.values()].flat()
  const all = [
    ...tables.flatMap(it => [
      it.uses,
      ...it.policies.map(({ uses }) => uses),
      ...it.rules.map(({ uses }) => uses),
    ]),
    ...routines.map(({ uses }) => uses),
  ]
  return all.flat().filter(use => use.table === table)
}

/** A name in an expression, where it is no part of a longer one and no string. */
function replaceWord(text: string, from: string, to: string): string {
  const tokens = text.match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*|./gsu) ?? []
  return tokens.map(token => (token === quoteIdentifier(from) ? quoteIdentifier(to) : token)).join('')
}
