import { quoteIdentifier } from '../sql/index.ts'
import type { LedgerChange, SqlCommand } from './format.ts'

/** SQL in the place of a value. */
export interface Expression {
  sql: string
}

type Value = string | number | boolean | Date | Buffer | null | string[] | Expression

/** Writes a row, as far as the table has its columns. */
export function insertRow(
  { table, columns }: Pick<LedgerChange, 'table'> & Partial<Pick<LedgerChange, 'columns'>>,
  row: Record<string, Value>,
): SqlCommand {
  const names: string[] = []
  const values: string[] = []
  const params: unknown[] = []
  for (const [name, value] of Object.entries(row).filter(([name]) => columns?.has(name) ?? true)) {
    names.push(quoteIdentifier(name))
    values.push(isExpression(value) ? value.sql : `$${params.push(value)}`)
  }
  return { sql: `insert into ${table} (${names.join(', ')}) values (${values.join(', ')})`, params }
}

export function deleteRow({ table }: Pick<LedgerChange, 'table'>, column: string, value: string): SqlCommand {
  return { sql: `delete from ${table} where ${column} = $1`, params: [value] }
}

function isExpression(value: Value): value is Expression {
  return typeof value === 'object' && value !== null && 'sql' in value
}
