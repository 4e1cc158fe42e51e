import { type Node, type RangeVar, type SelectStmt, stringsOf, walkNodes } from '../sql/index.ts'
import type { Table, Use } from './model.ts'
import type { TypeRef } from './type.ts'

/** A column that a query gives. */
export interface OutputColumn {
  name: string
  /** Nothing where the model does not say. */
  type?: TypeRef
}

/** What a query reads and what it gives. */
export interface QueryUses {
  uses: Use[]
  columns: OutputColumn[]
  /** Whether the columns are all of them, each under its name. */
  isComplete: boolean
}

/** How names of a query are looked up, and what is done about those that nothing is known of. */
export interface QueryLookup {
  /** Nothing for what is no table, such as a catalog of the server. */
  table(name: RangeVar): Table | undefined
  readType(node: Extract<Node, { TypeCast: unknown }>['TypeCast']): TypeRef | undefined
  /** A column that none of the tables has, which are all known. */
  missingColumn?(name: string): void
}

/** Something in FROM under its name, with the columns that it has. */
interface Source {
  alias: string
  columns: (OutputColumn & { use?: Use })[]
  /** Whether it may have columns that are not known. */
  isOpen: boolean
}

type Sources = readonly Source[]
type Queries = ReadonlyMap<string, QueryUses>

/** Finds the tables and columns that a SELECT uses; of all tables in FROM at least the table itself. */
export function readQueryUses(select: SelectStmt, lookup: QueryLookup): QueryUses {
  const uses: Use[] = []
  const found = readSelect(select, [], new Map(), { ...lookup, uses })
  return { ...found, uses: distinctUses(uses) }
}

/** The columns of one table that an expression uses, and what the queries in it read. */
export function readExpressionUses(node: unknown, tables: readonly Table[], lookup: QueryLookup): Use[] {
  const uses: Use[] = []
  const sources = tables.map(table => sourceOf(table, table.name))
  const named = ['old', 'new'].flatMap(alias => tables.slice(0, 1).map(table => sourceOf(table, alias)))
  readExpression(node, [...sources, ...named], new Map(), { ...lookup, uses })
  return distinctUses(uses)
}

type Reading = QueryLookup & { uses: Use[] }

function readSelect(select: SelectStmt, outer: Sources, queries: Queries, reading: Reading): QueryUses {
  const known = readWith(select, outer, queries, reading)
  if (select.larg !== undefined && select.rarg !== undefined) {
    const left = readSelect(select.larg, outer, known, reading)
    readSelect(select.rarg, outer, known, reading)
    return left
  }
  const sources: Source[] = []
  for (const item of select.fromClause ?? []) {
    sources.push(...readFrom(item, [...sources, ...outer], known, reading))
  }
  const scope = [...sources, ...outer]
  const columns: OutputColumn[] = []
  let isComplete = true
  for (const node of select.targetList ?? []) {
    const { name, val } = 'ResTarget' in node ? node.ResTarget : {}
    const star = readStar(val, sources, reading)
    if (star !== undefined) {
      columns.push(...star.columns)
      isComplete &&= star.isComplete
      continue
    }
    readExpression(val, scope, known, reading)
    columns.push({ name: name ?? outputName(val), type: typeOf(val, scope, reading) })
  }
  for (const list of select.valuesLists ?? []) readExpression(list, scope, known, reading)
  const width = select.valuesLists?.[0]
  if (width !== undefined && 'List' in width) {
    columns.push(...(width.List.items ?? []).map((_, i) => ({ name: `column${i + 1}` })))
  }
  readExpression([select.whereClause, select.havingClause], scope, known, reading)
  // Here a name may be that of an output column as well.
  const output: Source = { alias: '', columns, isOpen: !isComplete }
  const rest = [select.groupClause, select.sortClause, select.windowClause, select.distinctClause]
  readExpression(rest, [output, ...scope], known, reading)
  return { uses: reading.uses, columns, isComplete }
}

function readWith({ withClause }: SelectStmt, outer: Sources, queries: Queries, reading: Reading): Queries {
  const known = new Map(queries)
  for (const node of withClause?.ctes ?? []) {
    if (!('CommonTableExpr' in node)) continue
    const { ctename = '', ctequery, aliascolnames } = node.CommonTableExpr
    if (withClause?.recursive) known.set(ctename, { uses: [], columns: [], isComplete: false })
    if (ctequery === undefined || !('SelectStmt' in ctequery)) {
      known.set(ctename, { uses: [], columns: [], isComplete: false })
      continue
    }
    const query = readSelect(ctequery.SelectStmt, outer, known, reading)
    known.set(ctename, { ...query, columns: rename(query.columns, stringsOf(aliascolnames)) })
  }
  return known
}

function readFrom(item: Node, scope: Sources, queries: Queries, reading: Reading): Source[] {
  if ('RangeVar' in item) return [readRangeVar(item.RangeVar, queries, reading)]
  if ('RangeSubselect' in item) {
    const { subquery, alias, lateral } = item.RangeSubselect
    if (subquery === undefined || !('SelectStmt' in subquery)) return []
    const query = readSelect(subquery.SelectStmt, lateral ? scope : [], queries, reading)
    return [sourceOfQuery(query, alias?.aliasname ?? '', stringsOf(alias?.colnames))]
  }
  if ('JoinExpr' in item) {
    const { larg, rarg, quals, alias } = item.JoinExpr
    const left = larg === undefined ? [] : readFrom(larg, scope, queries, reading)
    const right = rarg === undefined ? [] : readFrom(rarg, [...left, ...scope], queries, reading)
    const sources = [...left, ...right]
    readExpression(quals, [...sources, ...scope], queries, reading)
    const names = stringsOf(alias?.colnames)
    if (alias?.aliasname === undefined) return sources
    const columns = rename(
      sources.flatMap(source => source.columns),
      names,
    )
    return [{ alias: alias.aliasname, columns, isOpen: sources.some(({ isOpen }) => isOpen) }]
  }
  if ('RangeFunction' in item) {
    const { functions, alias } = item.RangeFunction
    readExpression(functions, scope, queries, reading)
    const columns = stringsOf(alias?.colnames).map(name => ({ name }))
    return [{ alias: alias?.aliasname ?? '', columns, isOpen: true }]
  }
  if ('RangeTableSample' in item && item.RangeTableSample.relation !== undefined) {
    return readFrom(item.RangeTableSample.relation, scope, queries, reading)
  }
  return [{ alias: '', columns: [], isOpen: true }]
}

function readRangeVar(name: RangeVar, queries: Queries, reading: Reading): Source {
  const alias = name.alias?.aliasname ?? name.relname ?? ''
  const columns = stringsOf(name.alias?.colnames)
  const query = name.schemaname === undefined ? queries.get(name.relname ?? '') : undefined
  if (query !== undefined) return sourceOfQuery(query, alias, columns)
  const table = reading.table(name)
  if (table === undefined) return { alias, columns: [], isOpen: true }
  reading.uses.push({ table })
  const source = sourceOf(table, alias)
  return { ...source, columns: rename(source.columns, columns) }
}

function sourceOf(table: Table, alias: string): Source {
  const columns = table.columns.map(({ name, type }) => ({ name, type, use: { table, column: name } }))
  return { alias, columns, isOpen: !table.isKnown }
}

function sourceOfQuery({ columns, isComplete }: QueryUses, alias: string, names: readonly string[]): Source {
  return { alias, columns: rename(columns, names), isOpen: !isComplete }
}

function rename<Column extends OutputColumn>(columns: readonly Column[], names: readonly string[]): Column[] {
  return columns.map((column, i) => ({ ...column, name: names[i] ?? column.name }))
}

/** `*` and `t.*` stand for all columns. */
function readStar(node: Node | undefined, sources: Sources, { uses }: Reading): QueryUses | undefined {
  if (node === undefined || !('ColumnRef' in node)) return undefined
  const fields = node.ColumnRef.fields ?? []
  if (!fields.some(field => 'A_Star' in field)) return undefined
  const owner = stringsOf(fields).at(-1)
  const starred = owner === undefined ? sources : sources.filter(({ alias }) => alias === owner).slice(0, 1)
  const columns = starred.flatMap(source => source.columns)
  uses.push(...columns.flatMap(({ use }) => use ?? []))
  return { uses, columns, isComplete: starred.every(({ isOpen }) => !isOpen) }
}

function readExpression(tree: unknown, scope: Sources, queries: Queries, reading: Reading): void {
  walkNodes(tree, node => {
    if ('ColumnRef' in node) readColumn(node.ColumnRef, scope, reading)
    if (!('SelectStmt' in node)) return true
    // Its own names are its own matter.
    readSelect(node.SelectStmt, scope, queries, reading)
    return false
  })
}

type ColumnRef = Extract<Node, { ColumnRef: unknown }>['ColumnRef']

function readColumn({ fields = [] }: ColumnRef, scope: Sources, reading: Reading): void {
  const names = stringsOf(fields)
  const found = findColumn(names, scope)
  if (found !== undefined) {
    if (found.use !== undefined) reading.uses.push(found.use)
    return
  }
  const [name = '', owner] = names.toReversed()
  const row = scope.find(({ alias }) => alias === name)
  if (owner === undefined && row !== undefined) {
    reading.uses.push(...row.columns.flatMap(({ use }) => use ?? []))
    return
  }
  const possible = owner === undefined ? scope : scope.filter(({ alias }) => alias === owner)
  if (fields.length === names.length && possible.length > 0 && possible.every(({ isOpen }) => !isOpen)) {
    reading.missingColumn?.(name)
  }
}

function findColumn(names: readonly string[], scope: Sources) {
  const [name = '', owner] = names.toReversed()
  return scope
    .filter(({ alias }) => owner === undefined || alias === owner)
    .flatMap(({ columns }) => columns)
    .find(column => column.name === name)
}

/** The type of what can be said without the rules of operators and functions. */
function typeOf(node: Node | undefined, scope: Sources, reading: Reading): TypeRef | undefined {
  if (node === undefined) return undefined
  if ('ColumnRef' in node) return findColumn(stringsOf(node.ColumnRef.fields), scope)?.type
  return 'TypeCast' in node ? reading.readType(node.TypeCast) : undefined
}

/** The name that the server gives to a column without one (`FigureColname()` in parser/parse_target.c). */
function outputName(node: Node | undefined): string {
  const unknown = '?column?'
  if (node === undefined) return unknown
  if ('ColumnRef' in node) return stringsOf(node.ColumnRef.fields).at(-1) ?? unknown
  if ('FuncCall' in node) return stringsOf(node.FuncCall.funcname).at(-1) ?? unknown
  if ('CoalesceExpr' in node) return 'coalesce'
  if ('A_ArrayExpr' in node) return 'array'
  if ('MinMaxExpr' in node) return node.MinMaxExpr.op === 'IS_LEAST' ? 'least' : 'greatest'
  if ('CaseExpr' in node) {
    const name = outputName(node.CaseExpr.defresult)
    return name === unknown ? 'case' : name
  }
  if ('TypeCast' in node) {
    const name = outputName(node.TypeCast.arg)
    return name === unknown ? (stringsOf(node.TypeCast.typeName?.names).at(-1) ?? unknown) : name
  }
  if ('SubLink' in node) {
    const { subLinkType, subselect } = node.SubLink
    if (subLinkType === 'EXISTS_SUBLINK') return 'exists'
    const [target] =
      subselect !== undefined && 'SelectStmt' in subselect ? (subselect.SelectStmt.targetList ?? []) : []
    if (subLinkType !== 'EXPR_SUBLINK' || target === undefined || !('ResTarget' in target)) return unknown
    return target.ResTarget.name ?? outputName(target.ResTarget.val)
  }
  return unknown
}

/** Each use once; who asks for them makes something of them. */
function distinctUses(uses: readonly Use[]): Use[] {
  for (const { table } of uses) table.isUsed = true
  return uses.filter(
    (use, i) => uses.findIndex(({ table, column }) => table === use.table && column === use.column) === i,
  )
}
