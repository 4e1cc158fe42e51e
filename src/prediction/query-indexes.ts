import { insideOf, type Node, stringsOf, walkNodes } from '../sql/index.ts'
import { columnsOfIndex } from './dependents.ts'
import { columnsOf } from './expressions.ts'
import type { Index, Table } from './model.ts'

/** What a query asks of one table. */
export interface Asked {
  where?: Node
  /** What its rows are sorted, grouped and told apart by. */
  order?: unknown
  /** All of it that is shown; nothing where whole rows are needed. */
  shown?: unknown
}

/** Whether the planner may answer through an index: by a condition, for the order of the rows, or because it has all columns. */
export function mayUseIndex({ indexes }: Table, { where, order, shown }: Asked): boolean {
  const conditions = conditionsOf(where).filter(mayBeIndexed)
  const orders = columnsIn([order, sortedCalls(shown)])
  const needed = shown === undefined ? [] : columnsIn(outsideSubqueries([shown, where, order]))
  return indexes.some(index => {
    const columns = columnsOfIndex(index)
    const has = (column: string) => columns.includes(column)
    const isWhole = needed.length > 0 && !hasStar(shown) && needed.every(has)
    const isAsked = conditions.some(it => !isUnknownTo(index, it) && columnsOf(it).some(has))
    return isWhole || isAsked || orders.some(has)
  })
}

/** From 17 on, a table is not read for `a is null` where the column is NOT NULL: `restriction_is_always_false()` in plan/initsplan.c. */
export function isNeverTrue({ columns, children }: Table, where: Node | undefined, major: number): boolean {
  if (major < 17 || children.length > 0) return false
  return conditionsOf(where).some(condition => {
    const { nulltesttype, arg } = insideOf(condition, 'NullTest') ?? {}
    const name = stringsOf(insideOf(arg, 'ColumnRef')?.fields).at(-1)
    return nulltesttype === 'IS_NULL' && columns.some(it => it.name === name && !it.isNullable)
  })
}

/** What all must be true. */
function conditionsOf(where: Node | undefined): Node[] {
  const { boolop, args = [] } = insideOf(where, 'BoolExpr') ?? {}
  if (boolop === 'AND_EXPR') return args.flatMap(conditionsOf)
  return where === undefined ? [] : [where]
}

/** Of what is no join, as in `a = 1 or exists (…)` and `a not in (select …)`, each row is asked. */
function mayBeIndexed(condition: Node): boolean {
  const { boolop, args = [] } = insideOf(condition, 'BoolExpr') ?? {}
  if (boolop === 'OR_EXPR') return args.every(it => mayBeIndexed(it) && !isTest(it))
  if (boolop === 'AND_EXPR') return args.some(it => mayBeIndexed(it) && !isTest(it))
  return boolop !== 'NOT_EXPR' || insideOf(args[0], 'SubLink')?.subLinkType !== 'ANY_SUBLINK'
}

/** `exists (…)`, `a in (select …)` and their contraries. */
function isTest(condition: Node): boolean {
  const { boolop, args = [] } = insideOf(condition, 'BoolExpr') ?? {}
  if (boolop === 'NOT_EXPR') return args.some(isTest)
  return /^(EXISTS|ANY|ALL)_SUBLINK$/.test(insideOf(condition, 'SubLink')?.subLinkType ?? '')
}

/** An inverted index and a hash do not have the rows without a value. */
function isUnknownTo({ method }: Index, condition: Node): boolean {
  return 'NullTest' in condition && /^(gin|hash)$/.test(method)
}

/** Calls that take their rows in an order: `max(a)`, `string_agg(a, ',' order by b)`, `rank() over (order by c)`. */
function sortedCalls(tree: unknown): Node[] {
  const calls: Node[] = []
  walkNodes(tree, node => {
    const { funcname, agg_order = [], agg_distinct, over } = insideOf(node, 'FuncCall') ?? {}
    const isOfEnds = /^(min|max|every|bool_and|bool_or)$/.test(stringsOf(funcname).at(-1) ?? '')
    if (isOfEnds || agg_order.length > 0 || agg_distinct === true || over !== undefined) calls.push(node)
  })
  return calls
}

function columnsIn(trees: unknown): string[] {
  return columnsOf(trees as Node)
}

function hasStar(tree: unknown): boolean {
  let isFound = false
  walkNodes(tree, node => {
    isFound ||= 'A_Star' in node
  })
  return isFound
}

/** The parts of a tree that stand in no subquery of it. */
function outsideSubqueries(tree: unknown): Node[] {
  const parts: Node[] = []
  walkNodes(tree, node => {
    if ('ColumnRef' in node) parts.push(node)
    return !('SubLink' in node)
  })
  return parts
}
