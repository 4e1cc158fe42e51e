import { type Node, type SelectStmt, stringsOf } from '../sql/index.ts'
import type { Model } from './model.ts'
import { type Answer, evaluate, type Row, type Scope, type Value } from './value.ts'
import { readVirtualTable } from './virtual-catalog.ts'

/** More combinations of rows than this are not looked through. */
const mostRows = 200_000

/** A row of FROM: one row of each table in it. */
type Combination = readonly { table: string; row: Row }[]

interface Combinations {
  rows: Combination[]
  isComplete: boolean
}

/** The virtual tables of a model that stays as it is meanwhile: each is made once, however often a subquery reads it. */
interface Catalog {
  isComplete: boolean
  read(name: string): Row[] | undefined
}

function openCatalog(model: Model): Catalog {
  const tables = new Map<string, Row[] | undefined>()
  return {
    isComplete: model.gaps.length === 0,
    read: name => {
      if (!tables.has(name)) tables.set(name, readVirtualTable(model, name))
      return tables.get(name)
    },
  }
}

/**
 * Answers a query about the catalog from the model, as guards of migrations ask them; undefined where it asks for anything
 * that only the server has.
 */
export function answerQuery(model: Model, select: SelectStmt, outer: Scope): Answer | undefined {
  const catalog = openCatalog(model)
  return answer(catalog, select, { ...outer, query: (inner, scope) => answer(catalog, inner, scope) })
}

function answer(catalog: Catalog, select: SelectStmt, outer: Scope): Answer | undefined {
  const { op = 'SETOP_NONE', withClause, groupClause = [], havingClause, valuesLists = [] } = select
  const isPlain = op === 'SETOP_NONE' && withClause === undefined && havingClause === undefined
  if (!isPlain || groupClause.length > 0) return undefined
  if (valuesLists.length > 0)
    return { rows: valuesLists.map(list => readValues(list, outer)), isComplete: true }
  let source: Combinations = { rows: [[]], isComplete: true }
  for (const item of select.fromClause ?? []) {
    const next = readFrom(catalog, item, outer)
    if (next === undefined || source.rows.length * next.rows.length > mostRows) return undefined
    source = {
      rows: source.rows.flatMap(left => next.rows.map(right => [...left, ...right])),
      isComplete: source.isComplete && next.isComplete,
    }
  }
  return project(select, filter(source, select.whereClause, outer), outer)
}

function readFrom(catalog: Catalog, item: Node, outer: Scope): Combinations | undefined {
  if ('RangeVar' in item) {
    const { schemaname, relname = '', alias } = item.RangeVar
    const isInformation = schemaname === 'information_schema'
    if (schemaname !== undefined && !isInformation && schemaname !== 'pg_catalog') return undefined
    const rows = catalog.read(isInformation ? `information_schema.${relname}` : relname)
    return rows && { rows: named(rows, alias?.aliasname ?? relname), isComplete: catalog.isComplete }
  }
  if ('RangeSubselect' in item) {
    const { subquery, alias } = item.RangeSubselect
    if (subquery === undefined || !('SelectStmt' in subquery)) return undefined
    const found = answer(catalog, subquery.SelectStmt, outer)
    if (found === undefined) return undefined
    const columns = stringsOf(alias?.colnames)
    const rows = columns.length === 0 ? found.rows : found.rows.map(row => renameColumns(row, columns))
    return { rows: named(rows, alias?.aliasname ?? ''), isComplete: found.isComplete }
  }
  if ('RangeFunction' in item) return readFunction(item.RangeFunction, outer)
  return 'JoinExpr' in item ? readJoin(catalog, item.JoinExpr, outer) : undefined
}

function readJoin(
  catalog: Catalog,
  { larg, rarg, jointype, quals, usingClause, isNatural }: Extract<Node, { JoinExpr: unknown }>['JoinExpr'],
  outer: Scope,
): Combinations | undefined {
  const isFollowed = jointype === 'JOIN_INNER' || jointype === 'JOIN_LEFT'
  if (!isFollowed || isNatural || larg === undefined || rarg === undefined) return undefined
  const left = readFrom(catalog, larg, outer)
  const right = readFrom(catalog, rarg, outer)
  if (left === undefined || right === undefined || left.rows.length * right.rows.length > mostRows)
    return undefined
  const shared = stringsOf(usingClause)
  let isComplete = left.isComplete && right.isComplete
  const rows = left.rows.flatMap(row => {
    const pairs = right.rows
      .filter(other =>
        shared.every(column => ownerOf(row, column)?.get(column) === ownerOf(other, column)?.get(column)),
      )
      .map(other => [...row, ...other])
    const matching = filter({ rows: pairs, isComplete: true }, quals, outer)
    isComplete &&= matching.isComplete
    return matching.rows.length === 0 && jointype === 'JOIN_LEFT' ? [row] : matching.rows
  })
  return { rows, isComplete }
}

type RangeFunction = Extract<Node, { RangeFunction: unknown }>['RangeFunction']

/** `unnest(array['a', 'b']) as t(name)` and `generate_series(1, 3)`. */
function readFunction({ functions = [], alias }: RangeFunction, outer: Scope): Combinations | undefined {
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

function named(rows: readonly Row[], table: string): Combination[] {
  return rows.map(row => [{ table, row }])
}

function renameColumns(row: Row, names: readonly string[]): Row {
  return new Map([...row].map(([name, value], i) => [names[i] ?? name, value]))
}

/** The rows of which the condition is true for sure; it may be for others too. */
function filter({ rows, isComplete }: Combinations, condition: Node | undefined, outer: Scope): Combinations {
  if (condition === undefined) return { rows, isComplete }
  const results = rows.map(row => evaluate(condition, withRow(row, outer)))
  return {
    rows: rows.filter((_, i) => results[i] === true),
    isComplete: isComplete && !results.includes(undefined),
  }
}

function withRow(row: Combination, outer: Scope): Scope {
  return {
    ...outer,
    lookUp: names => {
      const column = names.at(-1) ?? ''
      const owner = names.length > 2 ? undefined : ownerOf(row, column, names.at(-2))
      return owner === undefined ? outer.lookUp(names) : owner.get(column)
    },
  }
}

/** The row that has a column: of several the last. */
function ownerOf(row: Combination, column: string, table?: string): Row | undefined {
  return row.findLast(it => (table === undefined || it.table === table) && it.row.has(column))?.row
}

function project(
  { targetList = [], distinctClause, limitCount }: SelectStmt,
  { rows, isComplete }: Combinations,
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
            ? row.flatMap(it => [...it.row])
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
