import { type Node, type SelectStmt, stringsOf } from '../sql/index.ts'
import type { Model } from './model.ts'
import { type Answer, evaluate, type Row, type Scope, type Value } from './value.ts'
import { readVirtualTable } from './virtual-catalog.ts'

/** More combinations of rows than this are not looked through. */
const mostRows = 200_000

/**
 * Answers a query about the catalog from the model, as guards of migrations ask them; undefined where it asks for anything
 * that only the server has.
 */
export function answerQuery(model: Model, select: SelectStmt, outer: Scope): Answer | undefined {
  const { op = 'SETOP_NONE', withClause, groupClause = [], havingClause, valuesLists = [] } = select
  const isPlain = op === 'SETOP_NONE' && withClause === undefined && havingClause === undefined
  if (!isPlain || groupClause.length > 0) return undefined
  if (valuesLists.length > 0)
    return { rows: valuesLists.map(list => readValues(list, outer)), isComplete: true }
  let source: Answer = { rows: [new Map()], isComplete: true }
  for (const item of select.fromClause ?? []) {
    const next = readFrom(model, item, outer)
    if (next === undefined || source.rows.length * next.rows.length > mostRows) return undefined
    source = {
      rows: source.rows.flatMap(left => next.rows.map(right => new Map([...left, ...right]))),
      isComplete: source.isComplete && next.isComplete,
    }
  }
  return project(select, filter(source, select.whereClause, outer), outer)
}

function readFrom(model: Model, item: Node, outer: Scope): Answer | undefined {
  if ('RangeVar' in item) {
    const { schemaname, relname = '', alias } = item.RangeVar
    const isInformation = schemaname === 'information_schema'
    if (schemaname !== undefined && !isInformation && schemaname !== 'pg_catalog') return undefined
    const rows = readVirtualTable(model, isInformation ? `information_schema.${relname}` : relname)
    return rows && { rows: named(rows, alias?.aliasname ?? relname), isComplete: model.gaps.length === 0 }
  }
  if ('RangeSubselect' in item) {
    const { subquery, alias } = item.RangeSubselect
    if (subquery === undefined || !('SelectStmt' in subquery)) return undefined
    const answer = answerQuery(model, subquery.SelectStmt, outer)
    if (answer === undefined) return undefined
    const columns = stringsOf(alias?.colnames)
    const rows = columns.length === 0 ? answer.rows : answer.rows.map(row => renameColumns(row, columns))
    return { ...answer, rows: named(rows, alias?.aliasname ?? '') }
  }
  if ('RangeFunction' in item) return readFunction(item.RangeFunction, outer)
  return 'JoinExpr' in item ? readJoin(model, item.JoinExpr, outer) : undefined
}

function readJoin(
  model: Model,
  { larg, rarg, jointype, quals, usingClause, isNatural }: Extract<Node, { JoinExpr: unknown }>['JoinExpr'],
  outer: Scope,
): Answer | undefined {
  const isFollowed = jointype === 'JOIN_INNER' || jointype === 'JOIN_LEFT'
  if (!isFollowed || isNatural || larg === undefined || rarg === undefined) return undefined
  const left = readFrom(model, larg, outer)
  const right = readFrom(model, rarg, outer)
  if (left === undefined || right === undefined || left.rows.length * right.rows.length > mostRows)
    return undefined
  const shared = stringsOf(usingClause)
  let isComplete = left.isComplete && right.isComplete
  const rows = left.rows.flatMap(row => {
    const pairs = right.rows
      .filter(other => shared.every(column => row.get(column) === other.get(column)))
      .map(other => new Map([...row, ...other]))
    const matching = filter({ rows: pairs, isComplete: true }, quals, outer)
    isComplete &&= matching.isComplete
    return matching.rows.length === 0 && jointype === 'JOIN_LEFT' ? [row] : matching.rows
  })
  return { rows, isComplete }
}

type RangeFunction = Extract<Node, { RangeFunction: unknown }>['RangeFunction']

/** `unnest(array['a', 'b']) as t(name)` and `generate_series(1, 3)`. */
function readFunction({ functions = [], alias }: RangeFunction, outer: Scope): Answer | undefined {
  const [list] = functions
  const call = list !== undefined && 'List' in list ? list.List.items?.[0] : undefined
  if (call === undefined || !('FuncCall' in call)) return undefined
  const name = stringsOf(call.FuncCall.funcname).at(-1) ?? ''
  const [first, last] = (call.FuncCall.args ?? []).map(arg => evaluate(arg, outer))
  const values = name === 'unnest' ? first : name === 'generate_series' ? series(first, last) : undefined
  if (!Array.isArray(values)) return undefined
  const table = alias?.aliasname ?? name
  const column = stringsOf(alias?.colnames)[0] ?? table
  return {
    rows: named(
      values.map(value => new Map([[column, value]])),
      table,
    ),
    isComplete: true,
  }
}

function series(first: Value | undefined, last: Value | undefined): Value | undefined {
  if (typeof first !== 'number' || typeof last !== 'number' || last - first > 1000) return undefined
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
}

/** Columns can be named with their table before them too. */
function named(rows: readonly Row[], table: string): Row[] {
  return rows.map(
    row => new Map([...row, ...[...row].map(([name, it]) => [`${table}.${name}`, it] as const)]),
  )
}

function renameColumns(row: Row, names: readonly string[]): Row {
  return new Map([...row].map(([name, value], i) => [names[i] ?? name, value]))
}

/** The rows of which the condition is true for sure; it may be for others too. */
function filter({ rows, isComplete }: Answer, condition: Node | undefined, outer: Scope): Answer {
  if (condition === undefined) return { rows, isComplete }
  const results = rows.map(row => evaluate(condition, withRow(row, outer)))
  return {
    rows: rows.filter((_, i) => results[i] === true),
    isComplete: isComplete && !results.includes(undefined),
  }
}

function withRow(row: Row, outer: Scope): Scope {
  return {
    ...outer,
    lookUp: names => {
      const name = names.join('.')
      return row.has(name) ? row.get(name) : outer.lookUp(names)
    },
  }
}

function project(
  { targetList = [], distinctClause, limitCount }: SelectStmt,
  { rows, isComplete }: Answer,
  outer: Scope,
): Answer | undefined {
  const targets = targetList.flatMap(node => ('ResTarget' in node ? [node.ResTarget] : []))
  const [first] = targets
  const aggregate = first?.val !== undefined && 'FuncCall' in first.val ? columnName(first.val) : undefined
  if (aggregate === 'count') {
    const counted = isComplete ? rows.length : undefined
    return { rows: [new Map([[first?.name ?? 'count', counted]])], isComplete: true }
  }
  if (aggregates.has(aggregate ?? '')) return undefined
  const projected = rows.map(
    row =>
      new Map(
        targets.flatMap(({ name, val }, i) =>
          val !== undefined && 'ColumnRef' in val && isStar(val.ColumnRef.fields)
            ? [...row].filter(([column]) => !column.includes('.'))
            : [[name ?? columnName(val) ?? `column${i + 1}`, evaluate(val, withRow(row, outer))] as const],
        ),
      ),
  )
  const different = distinctClause === undefined ? projected : distinct(projected)
  const most = limitCount === undefined ? undefined : evaluate(limitCount, outer)
  return { rows: typeof most === 'number' ? different.slice(0, most) : different, isComplete }
}

/** Those that guards and loops of migrations ask for; one row comes of all. */
const aggregates = new Set([
  'array_agg',
  'string_agg',
  'json_agg',
  'jsonb_agg',
  'max',
  'min',
  'sum',
  'bool_and',
  'bool_or',
])

function readValues(list: Node, outer: Scope): Row {
  const items = 'List' in list ? (list.List.items ?? []) : []
  return new Map(items.map((item, i) => [`column${i + 1}`, evaluate(item, outer)]))
}

function isStar(fields: readonly Node[] = []): boolean {
  return fields.some(field => 'A_Star' in field)
}

function columnName(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined
  if ('ColumnRef' in node) return stringsOf(node.ColumnRef.fields).at(-1)
  if ('TypeCast' in node) return columnName(node.TypeCast.arg)
  return 'FuncCall' in node ? stringsOf(node.FuncCall.funcname).at(-1) : undefined
}

function distinct(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map(row => [JSON.stringify([...row]), row])).values()]
}
