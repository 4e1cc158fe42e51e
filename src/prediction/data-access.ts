import type { Node, RangeVar } from '../sql/index.ts'
import { playCalls } from './calls.ts'
import { needTable } from './lookup.ts'
import type { Table } from './model.ts'
import { descendants } from './names.ts'
import { namesByWith, readTable, tablesIn } from './reads.ts'
import type { Recorder } from './recorder.ts'

/** Where the locks of statements that change rows are from. */
export const dataSources = [
  'the manual, "13.3.1 Table-Level Locks"',
  'setTargetTable() in parser/parse_clause.c',
  'RI_FKey_check() and RI_FKey_noaction_del() in utils/adt/ri_triggers.c',
]

export interface Target {
  name?: string
  val?: Node
  indirection?: Node[]
}

export function targets(nodes: readonly Node[]): Target[] {
  return nodes.flatMap(node => ('ResTarget' in node ? [node.ResTarget] : []))
}

/** Only different parts of a column may be written at once (`transformInsertStmt()`, `process_matched_tle()`). */
export function refuseRepeats(
  recorder: Recorder,
  columns: readonly Target[],
  how: 'insert' | 'update',
): void {
  const isWhole = ({ indirection = [] }: Target) => indirection.length === 0
  const repeated = columns.find((column, index) =>
    columns.slice(0, index).some(it => it.name === column.name && (isWhole(it) || isWhole(column))),
  )
  if (repeated === undefined) return
  if (how === 'insert') recorder.fail('42701', `column "${repeated.name}" specified more than once`)
  recorder.fail('42601', `multiple assignments to same column "${repeated.name}"`)
}

/** Locks what is written to; of a view, the tables behind it. */
export function writeTo(recorder: Recorder, name: RangeVar): Table | undefined {
  const table = needTable(recorder, name)
  if (table === undefined) return undefined
  recorder.lock(table, 'ROW EXCLUSIVE')
  if (table.kind === 'materialized view') {
    recorder.fail('42809', `cannot change materialized view "${table.name}"`)
  }
  if (name.inh === true) for (const it of descendants(table)) recorder.lock(it, 'ROW EXCLUSIVE')
  if (table.kind === 'view') for (const { table: used } of table.uses) recorder.lock(used, 'ROW EXCLUSIVE')
  return table
}

/**
 * Rows of a published table are changed only where subscribers can tell which they are: `CheckCmdReplicaIdentity()` in
 * executor/execReplication.c.
 */
export function refuseWithoutIdentity({ model, fail }: Recorder, table: Table): void {
  const isPublished = [...model.publications.values()].some(
    ({ isForAllTables, publishesChanges, schemas, tables }) =>
      publishesChanges &&
      (isForAllTables ||
        schemas.includes(table.schema) ||
        tables.some(({ table: member }) => member === table || table.parents.includes(member))),
  )
  const hasKey = table.constraints.some(({ kind }) => kind === 'primary key')
  const hasIdentity = table.replicaIdentity === 'default' ? hasKey : table.replicaIdentity !== 'nothing'
  if (table.kind === 'table' && table.persistence === 'permanent' && isPublished && !hasIdentity) {
    fail('55000', `table "${table.name}" is published and has no replica identity`)
  }
}

export function readWith(recorder: Recorder, withClause: { ctes?: Node[] } | undefined): void {
  for (const name of namesByWith(withClause)) recorder.namedQueries.add(name)
  for (const node of withClause?.ctes ?? []) {
    if ('CommonTableExpr' in node && node.CommonTableExpr.ctequery !== undefined) {
      recorder.playNested(node.CommonTableExpr.ctequery)
    }
  }
}

/** Reads the other tables that a statement names, and plays the functions that it calls. */
export function readOthers(recorder: Recorder, parts: unknown, withClause: unknown): void {
  playCalls(parts, recorder)
  const own = new Set([...recorder.namedQueries, ...namesByWith(withClause)])
  for (const table of tablesIn(recorder, parts, own)) readTable(recorder, table)
}

/** A row that points to another table holds the other row until the transaction ends. */
export function checkTargets(recorder: Recorder, table: Table): void {
  for (const { target, isEnforced } of table.constraints) {
    if (target !== undefined && isEnforced) recorder.lock(target.table, 'ROW SHARE')
  }
}
