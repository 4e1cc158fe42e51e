import { type Node, parseExpression, sketchExpression, splitExpressions } from '../sql/index.ts'
import type { Table } from './model.ts'
import { nameOfColumn, splitAnd } from './proofs.ts'

/** Which rows go into a partition. Values are texts, as they stand between quotes. */
export type Bound =
  | { kind: 'default' }
  | { kind: 'list'; values: string[] }
  | { kind: 'range'; from: string[]; to: string[] }
  | { kind: 'hash'; modulus: number; remainder: number }

type Spec = {
  strategy?: string
  is_default?: boolean
  modulus?: number
  remainder?: number
  listdatums?: Node[]
  lowerdatums?: Node[]
  upperdatums?: Node[]
}

/** The bound in a statement. */
export function readBound(spec: Spec): Bound {
  const { strategy, is_default, modulus = 0, remainder = 0 } = spec
  if (is_default) return { kind: 'default' }
  if (strategy === 'h') return { kind: 'hash', modulus, remainder }
  if (strategy === 'l') return { kind: 'list', values: (spec.listdatums ?? []).map(constantOf) }
  return {
    kind: 'range',
    from: (spec.lowerdatums ?? []).map(constantOf),
    to: (spec.upperdatums ?? []).map(constantOf),
  }
}

/** The bound as the server prints it: `FOR VALUES FROM (0) TO (100)`. */
export function parseBound(text: string): Bound {
  const values = (list = '') => splitExpressions(list).map(it => valueOfText(it))
  const [, from, to] = /^FOR VALUES FROM \((.*)\) TO \((.*)\)$/s.exec(text) ?? []
  if (from !== undefined) return { kind: 'range', from: values(from), to: values(to) }
  const [, list] = /^FOR VALUES IN \((.*)\)$/s.exec(text) ?? []
  if (list !== undefined) return { kind: 'list', values: values(list) }
  const [, modulus, remainder] = /modulus (\d+), remainder (\d+)/i.exec(text) ?? []
  if (modulus !== undefined) return { kind: 'hash', modulus: Number(modulus), remainder: Number(remainder) }
  return { kind: 'default' }
}

/** The same as the server prints it, with a quote around every value. */
export function formatBound(bound: Bound): string {
  const list = (values: readonly string[]) =>
    values
      .map(it => (/^(MINVALUE|MAXVALUE|NULL)$/.test(it) ? it : `'${it.replaceAll("'", "''")}'`))
      .join(', ')
  if (bound.kind === 'default') return 'DEFAULT'
  if (bound.kind === 'list') return `FOR VALUES IN (${list(bound.values)})`
  if (bound.kind === 'range') return `FOR VALUES FROM (${list(bound.from)}) TO (${list(bound.to)})`
  return `FOR VALUES WITH (modulus ${bound.modulus}, remainder ${bound.remainder})`
}

function valueOfText(text: string): string {
  const tree = parseExpression(text)
  return tree === undefined ? text : constantOf(tree)
}

function constantOf(node: Node): string {
  if ('TypeCast' in node && node.TypeCast.arg !== undefined) return constantOf(node.TypeCast.arg)
  if ('ColumnRef' in node) return (nameOfColumn(node) ?? '').toUpperCase()
  if (!('A_Const' in node)) return sketchExpression(node)
  const { ival, fval, sval, boolval, isnull } = node.A_Const
  if (isnull) return 'NULL'
  if (boolval !== undefined) return boolval.boolval ? 'true' : 'false'
  return sval?.sval ?? fval?.fval ?? String(ival?.ival ?? 0)
}

/** Whether two partitions would both take some row. */
export function overlaps(a: Bound, b: Bound): boolean {
  if (a.kind === 'default' || b.kind === 'default') return a.kind === b.kind
  if (a.kind === 'list' && b.kind === 'list') return a.values.some(it => b.values.includes(it))
  if (a.kind === 'range' && b.kind === 'range') {
    return compareTuples(a.from, b.to) < 0 && compareTuples(b.from, a.to) < 0
  }
  if (a.kind !== 'hash' || b.kind !== 'hash') return false
  const common = Math.min(a.modulus, b.modulus)
  return a.remainder % common === b.remainder % common
}

/** A range from something to the same or less takes no row. */
export function isEmpty(bound: Bound): boolean {
  return bound.kind === 'range' && compareTuples(bound.from, bound.to) >= 0
}

function compareTuples(a: readonly string[], b: readonly string[]): number {
  for (const [i, value] of a.entries()) {
    const order = compareValues(value, b[i] ?? 'MINVALUE')
    if (order !== 0 || /^M(IN|AX)VALUE$/.test(value)) return order
  }
  return 0
}

function compareValues(a: string, b: string): number {
  if (a === b) return 0
  if (a === 'MINVALUE' || b === 'MAXVALUE') return -1
  if (a === 'MAXVALUE' || b === 'MINVALUE') return 1
  const [x, y] = [Number(a), Number(b)]
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y
  return a < b ? -1 : 1
}

/** What the CHECKs of a table say of one column: that its values lie in a range, or are among some. */
interface Known {
  from: string
  isFromOpen: boolean
  to: string
  isToClosed: boolean
  values: string[] | undefined
  isNotNull: boolean
}

/** Whether all rows of a table are known to go into a partition with this bound (`ConstraintImpliedByRelConstraint()`). */
export function isImplied(
  bound: Bound,
  key: readonly string[],
  table: Table,
  conditions: readonly Node[],
): boolean {
  const [column] = key
  if (column === undefined || key.length > 1) return false
  const known = learn(table, column, conditions)
  if (bound.kind === 'list') {
    const isNullTaken = bound.values.includes('NULL')
    return (known.isNotNull || isNullTaken) && known.values?.every(it => bound.values.includes(it)) === true
  }
  if (bound.kind !== 'range' || !known.isNotNull) return false
  const [from, to] = [bound.from[0]!, bound.to[0]!]
  if (known.values !== undefined) {
    return known.values.every(it => compareValues(from, it) <= 0 && compareValues(it, to) < 0)
  }
  const isBelow = to === 'MAXVALUE' || compareValues(known.to, to) < (known.isToClosed ? 0 : 1)
  return compareValues(from, known.from) <= 0 && isBelow
}

/** Whether no row of the default partition is known to belong into a new one with this bound. */
export function isExcluded(
  bound: Bound,
  key: readonly string[],
  table: Table,
  conditions: readonly Node[],
): boolean {
  const [column] = key
  if (column === undefined || key.length > 1) return false
  const { from, isFromOpen, to, isToClosed, values } = learn(table, column, conditions)
  if (bound.kind === 'list') {
    return values?.every(it => !bound.values.includes(it)) === true
  }
  if (bound.kind !== 'range') return false
  const [low, high] = [bound.from[0]!, bound.to[0]!]
  if (values !== undefined)
    return values.every(it => compareValues(it, low) < 0 || compareValues(it, high) >= 0)
  const isAbove = from !== 'MINVALUE' && compareValues(from, high) >= 0
  const isBelow = to !== 'MAXVALUE' && compareValues(to, low) < (isToClosed ? 0 : 1)
  return isAbove || isBelow || (isFromOpen && compareValues(from, high) >= 0)
}

function learn({ columns }: Table, column: string, conditions: readonly Node[]): Known {
  const known: Known = {
    ...{ from: 'MINVALUE', isFromOpen: false, to: 'MAXVALUE', isToClosed: true, values: undefined },
    isNotNull: columns.some(it => it.name === column && !it.isNullable),
  }
  for (const condition of conditions.flatMap(splitAnd)) learnFrom(condition, column, known)
  return known
}

function learnFrom(node: Node, column: string, known: Known): void {
  if ('NullTest' in node) {
    const isOfColumn = node.NullTest.arg !== undefined && nameOfColumn(node.NullTest.arg) === column
    if (isOfColumn && node.NullTest.nulltesttype === 'IS_NOT_NULL') known.isNotNull = true
    return
  }
  if (!('A_Expr' in node)) return
  const { lexpr, rexpr, name: [operator] = [] } = node.A_Expr
  if (lexpr === undefined || rexpr === undefined || nameOfColumn(lexpr) !== column) return
  const sign = operator !== undefined && 'String' in operator ? operator.String.sval : ''
  const values = listOf(rexpr)
  if (sign === '=') known.values = values
  const [value = ''] = values
  if (sign === '>=' || sign === '>') Object.assign(known, { from: value, isFromOpen: sign === '>' })
  if (sign === '<=' || sign === '<') Object.assign(known, { to: value, isToClosed: sign === '<=' })
}

function listOf(node: Node): string[] {
  if ('TypeCast' in node && node.TypeCast.arg !== undefined && !('A_Const' in node.TypeCast.arg)) {
    return listOf(node.TypeCast.arg)
  }
  if ('A_ArrayExpr' in node) return (node.A_ArrayExpr.elements ?? []).map(constantOf)
  return 'List' in node ? (node.List.items ?? []).map(constantOf) : [constantOf(node)]
}
