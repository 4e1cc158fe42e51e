import { quoteIdentifier, quoteQualified } from '../sql/index.ts'
import type { Column, Constraint, Table } from './model.ts'
import { identityOf, putConstraint } from './names.ts'
import { kindOf, type Recorder } from './recorder.ts'

/*
 * Columns and constraints come and go: as changes in PostgreSQL's own words, as `pg_identify_object()` gives them.
 */

export function columnIdentity({ schema, name }: Table, column: string): string {
  return quoteQualified(schema, name, column)
}

export function constraintIdentity(table: Table, constraint: string): string {
  return `${quoteIdentifier(constraint)} on ${identityOf(table)}`
}

export function addColumn(recorder: Recorder, table: Table, column: Column): void {
  column.isAdded = true
  table.columns.push(column)
  noteColumn(recorder, table, 'created', column)
}

export function removeColumn(recorder: Recorder, table: Table, column: Column): void {
  table.columns = table.columns.filter(it => it !== column)
  noteColumn(recorder, table, 'dropped', column)
}

/** Says that a column is another than before, though it has its name. */
export function changeColumn(recorder: Recorder, table: Table, column: string): void {
  const { isAdded } = table.columns.find(({ name }) => name === column) ?? {}
  noteColumn(recorder, table, 'changed', { name: column, isAdded })
}

export function addConstraint(recorder: Recorder, table: Table, constraint: Constraint): void {
  constraint.isAdded = true
  putConstraint(recorder.model, table, constraint)
  noteConstraint(recorder, table, 'created', constraint)
}

export function removeConstraint(recorder: Recorder, table: Table, constraint: Constraint): void {
  table.constraints = table.constraints.filter(it => it !== constraint)
  noteConstraint(recorder, table, 'dropped', constraint)
}

export function changeConstraint(recorder: Recorder, table: Table, constraint: Constraint): void {
  noteConstraint(recorder, table, 'changed', constraint)
}

function noteColumn(
  recorder: Recorder,
  table: Table,
  change: 'created' | 'changed' | 'dropped',
  { name, isAdded = false }: Pick<Column, 'name' | 'isAdded'>,
): void {
  recorder.changePart(table, {
    change,
    kind: `${kindOf(table)} column`,
    identity: columnIdentity(table, name),
    isExisting: change !== 'created' && table.isExisting && !isAdded,
  })
}

/** That a column may not be NULL is no object of its own: what PostgreSQL 18 keeps of it says no more than the column. */
function noteConstraint(
  recorder: Recorder,
  table: Table,
  change: 'created' | 'changed' | 'dropped',
  { kind, name, isAdded = false }: Constraint,
): void {
  if (kind === 'not null') return
  recorder.changePart(table, {
    change,
    kind: 'table constraint',
    identity: constraintIdentity(table, name),
    isExisting: change !== 'created' && table.isExisting && !isAdded,
  })
}
