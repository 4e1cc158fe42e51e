import { formatType } from '../prediction/index.ts'
import { formatRangeVar, quoteIdentifier } from '../sql/index.ts'
import type { DefinedColumn } from './column-definitions.ts'
import type { Problem, Scene } from './rule.ts'

/** Where the short integers end. */
export const lastNumbers: Record<string, string> = { integer: '2,147,483,647', smallint: '32,767' }

/** The columns that get one of some types, named as `format_type()` does. */
export function columnsOfType(scene: Scene, ...types: string[]): DefinedColumn[] {
  return scene.columns.filter(({ type }) => types.includes(type.name))
}

/** `shop.orders.note`. */
export function nameColumn({ table, name }: Pick<DefinedColumn, 'table' | 'name'>): string {
  return `${formatRangeVar(table)}.${quoteIdentifier(name)}`
}

/** That a column has a type which has a better one; `consequence` goes on after `… is char(3)`. */
export function describeType(
  { statement }: Scene,
  column: DefinedColumn,
  consequence: string,
  better: string,
): Problem {
  const type = formatType(column.type)
  return {
    message: `${nameColumn(column)} is ${type}, ${consequence}`,
    location: statement.location,
    object: `table column ${nameColumn(column)}`,
    evidence: { type },
    remedy: { title: `Declare it as ${better}` },
  }
}
