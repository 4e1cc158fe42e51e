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
  const limits = [limit(quoted, '>=', bound.lowerdatums), limit(quoted, '<', bound.upperdatums)]
  return limits.includes(undefined) ? undefined : [`${quoted} IS NOT NULL`, ...limits.flat()].join(' AND ')
}

function conditionOfList(column: string, values: readonly Node[]): string | undefined {
  const given = values.filter(it => !('A_Const' in it && it.A_Const.isnull)).map(formatExpression)
  if (given.length === 0) return `${column} IS NULL`
  if (given.includes(undefined)) return undefined
  const isOne = `${column} IN (${given.join(', ')})`
  return given.length < values.length ? `${column} IS NULL OR ${isOne}` : `${column} IS NOT NULL AND ${isOne}`
}

/** MINVALUE and MAXVALUE, which look like columns, limit nothing. */
function limit(column: string, operator: string, [datum]: readonly Node[] = []): string[] | undefined {
  if (datum === undefined) return undefined
  if ('ColumnRef' in datum) return []
  const value = formatExpression(datum)
  return value === undefined ? undefined : [`${column} ${operator} ${value}`]
}

/** The partition that takes what belongs to no other. */
export function defaultPartition({ children }: Table): Table | undefined {
  return children.find(({ bound }) => bound === 'DEFAULT')
}
