import type { Table } from '../prediction/index.ts'
import { formatExpression, type Node, type PartitionBoundSpec, quoteIdentifier } from '../sql/index.ts'

/**
 * The condition that every row of a partition with this bound meets, as the server makes it of one column
 * (`get_qual_from_partbound()`); nothing for hashes, expressions and several columns.
 */
export function conditionOf({ partitioning }: Table, bound: PartitionBoundSpec): string | undefined {
  const [column, ...others] = partitioning?.columns ?? []
  if (column === undefined || others.length > 0 || partitioning?.hasExpressions || bound.is_default)
    return undefined
  const quoted = quoteIdentifier(column)
  if (bound.strategy === 'l') return conditionOfList(quoted, bound.listdatums ?? [])
  if (bound.strategy !== 'r') return undefined
  const [lower] = bound.lowerdatums ?? []
  const [upper] = bound.upperdatums ?? []
  return joinParts([`${quoted} IS NOT NULL`, compare(quoted, '>=', lower), compare(quoted, '<', upper)])
}

function conditionOfList(column: string, values: readonly Node[]): string | undefined {
  const given = values.filter(it => !('A_Const' in it && it.A_Const.isnull)).map(formatExpression)
  if (given.length === 0) return `${column} IS NULL`
  if (given.includes(undefined)) return undefined
  const isOne = `${column} IN (${given.join(', ')})`
  return given.length < values.length ? `${column} IS NULL OR ${isOne}` : `${column} IS NOT NULL AND ${isOne}`
}

/** MINVALUE and MAXVALUE limit nothing. */
function compare(column: string, operator: string, datum: Node | undefined): string | undefined {
  const isOpen = datum !== undefined && 'ColumnRef' in datum
  const value = datum === undefined || isOpen ? undefined : formatExpression(datum)
  if (isOpen) return ''
  return value === undefined ? undefined : `${column} ${operator} ${value}`
}

function joinParts(parts: readonly (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : parts.filter(part => part !== '').join(' AND ')
}

/** The partition that takes what belongs to no other. */
export function defaultPartition({ children }: Table): Table | undefined {
  return children.find(({ bound }) => bound === 'DEFAULT')
}
