import type { Remedy } from '../../findings/index.ts'
import { builtins, formatType, identityOf, type Table, type TypeRef } from '../../prediction/index.ts'
import { formatExpression, insideOf, type Node, quoteIdentifier, stringsOf } from '../../sql/index.ts'
import type { Search } from './searches.ts'

/** How to ask the same of a bare column, which an index can answer, or which index answers the question as it is. */
export function adviseSargable({ subject, operator, value, column }: Search, table: Table): Remedy {
  const name = formatExpression(columnIn(subject)) ?? quoteIdentifier(column.name)
  const type = column.column?.type
  const compared = formatExpression(value)
  const condition =
    compared &&
    type &&
    (rewriteDay(subject, name, operator, compared, type) ??
      rewriteUnit(subject, name, operator, compared, type) ??
      rewriteYear(subject, name, operator, compared) ??
      rewriteText(subject, name, operator, value, type) ??
      rewriteSum(subject, name, operator, compared))
  if (condition) return { title: `Compare ${name} itself`, sql: condition }
  const expression = formatExpression(subject)
  if (expression !== undefined && isImmutableCall(subject)) {
    const bare = expression.replaceAll(name, quoteIdentifier(column.name))
    return {
      title: 'Index the expression',
      sql: `CREATE INDEX CONCURRENTLY ON ${identityOf(table)} (${/^\w+\(/.test(bare) ? bare : `(${bare})`});`,
    }
  }
  return {
    title: `Compare ${name} itself`,
    steps: [`Move the work to the other side of ${operator}`, 'or index the expression, if it is immutable'],
  }
}

const times = /^(timestamp with(out)? time zone)$/

/** `at::date = d` asks for a day: from its beginning to that of the next. */
function rewriteDay(subject: Node, name: string, operator: string, value: string, { name: type }: TypeRef) {
  const cast = insideOf(subject, 'TypeCast')
  const call = insideOf(subject, 'FuncCall')
  const toDate = stringsOf(cast?.typeName?.names ?? call?.funcname).at(-1) === 'date'
  if (!toDate || !times.test(type)) return undefined
  const day = /^'[^']*'$/.test(value) ? `date ${value}` : `(${value})::date`
  const ways: Record<string, string> = {
    '=': `${name} >= ${day} AND ${name} < ${day} + 1`,
    '>=': `${name} >= ${day}`,
    '>': `${name} >= ${day} + 1`,
    '<': `${name} < ${day}`,
    '<=': `${name} < ${day} + 1`,
  }
  return ways[operator]
}

/** `date_trunc('month', at) = m` asks for a month. */
function rewriteUnit(subject: Node, name: string, operator: string, value: string, type: TypeRef) {
  const { funcname, args = [] } = insideOf(subject, 'FuncCall') ?? {}
  const unit = insideOf(args[0], 'A_Const')?.sval?.sval
  if (stringsOf(funcname).at(-1) !== 'date_trunc' || unit === undefined || args.length !== 2) return undefined
  if (operator !== '=' || !times.test(type.name)) return undefined
  const from = `${/^'[^']*'$/.test(value) ? value : `(${value})`}::${formatType({ ...type, modifiers: [] })}`
  const length = unit === 'quarter' ? '3 months' : `1 ${unit}`
  return `${name} >= ${from} AND ${name} < ${from} + interval '${length}'`
}

/** `extract(year from at) = 2024`. */
function rewriteYear(subject: Node, name: string, operator: string, value: string) {
  const { funcname, args = [] } = insideOf(subject, 'FuncCall') ?? {}
  const isYear = insideOf(args[0], 'A_Const')?.sval?.sval === 'year' && operator === '='
  if (!isYear || !/^(extract|date_part)$/.test(stringsOf(funcname).at(-1)!)) return undefined
  if (!/^\d{4}$/.test(value)) return undefined
  return `${name} >= '${value}-01-01' AND ${name} < '${Number(value) + 1}-01-01'`
}

/** `id::text = '7'`: the string becomes an integer as well. */
function rewriteText(subject: Node, name: string, operator: string, value: Node, { name: type }: TypeRef) {
  const to = stringsOf(insideOf(subject, 'TypeCast')?.typeName?.names).at(-1)
  if (!/^(text|varchar)$/.test(to ?? '') || !/^(=|IN)$/.test(operator)) return undefined
  if (!/^(smallint|integer|bigint|uuid)$/.test(type)) return undefined
  const text = formatExpression(value)
  if (insideOf(value, 'A_Const') !== undefined) return `${name} = ${text}`
  return operator === '=' ? `${name} = (${text})::${type}` : undefined
}

/** `a + 1 > b` is `a > b - 1`. */
function rewriteSum(subject: Node, name: string, operator: string, value: string) {
  const { name: sign, lexpr, rexpr } = insideOf(subject, 'A_Expr') ?? {}
  const other = { '+': '-', '-': '+' }[stringsOf(sign).at(-1) ?? '']
  if (other === undefined || insideOf(lexpr, 'ColumnRef') === undefined || !/^[<>=]+$/.test(operator)) {
    return undefined
  }
  return `${name} ${operator} ${value} ${other} ${formatExpression(rexpr!)}`
}

/** Whether it is a call of a function that PostgreSQL brings and that gives the same for ever. */
function isImmutableCall(node: Node): boolean {
  const coalesce = insideOf(node, 'CoalesceExpr')
  if (coalesce !== undefined) return coalesce.args!.every(isPlain)
  const { funcname, args = [] } = insideOf(node, 'FuncCall') ?? {}
  const name = stringsOf(funcname).at(-1)
  return immutable.has(name ?? '') && !builtins.stable.includes(name!) && args.every(isPlain)
}

const immutable = new Set(
  'lower upper btrim ltrim rtrim length char_length left right substring substr md5 abs floor ceil round reverse'.split(
    ' ',
  ),
)

function isPlain(node: Node): boolean {
  return 'ColumnRef' in node || 'A_Const' in node || isImmutableCall(node)
}

function columnIn(expression: Node): Node {
  const queue: unknown[] = [expression]
  for (const item of queue) {
    if (typeof item !== 'object' || item === null) continue
    if ('ColumnRef' in item) return item as Node
    queue.push(...Object.values(item))
  }
  return expression
}
