import { type A_Expr, insideOf, type Node, stringsOf, walkNodes } from '../../sql/index.ts'
import type { Block, Source } from './block.ts'
import { resolveColumn } from './scope.ts'

/** The parts of a condition that must all hold. */
export function conjunctsOf(node: Node | undefined): Node[] {
  if (node === undefined) return []
  const and = insideOf(node, 'BoolExpr')
  return and?.boolop === 'AND_EXPR' ? (and.args ?? []).flatMap(conjunctsOf) : [node]
}

/** What must hold for a row of the block's FROM to count: WHERE, and ON of the joins that are not outer ones. */
export function rowConditions(block: Block): Node[] {
  const where = 'whereClause' in block.node ? (block.node.whereClause as Node | undefined) : undefined
  const conditions = [...conjunctsOf(where), ...innerJoins(block).flatMap(({ quals }) => conjunctsOf(quals))]
  return block.kind === 'condition' ? conjunctsOf(block.node) : conditions
}

/** Every condition of a join, outer ones too. */
export function joinConditions(block: Block): Node[] {
  return joinsOf(block).flatMap(({ quals }) => conjunctsOf(quals))
}

export function joinsOf(block: Block) {
  const from = fromOf(block)
  const joins: NonNullable<ReturnType<typeof joinIn>>[] = []
  walkNodes(from, node => {
    const join = joinIn(node)
    if (join !== undefined) joins.push(join)
    return join !== undefined
  })
  return joins
}

/** Inner joins that no outer join makes optional: those at the top. */
function innerJoins(block: Block) {
  const joins: NonNullable<ReturnType<typeof joinIn>>[] = []
  const read = (node: Node | undefined) => {
    const join = node && joinIn(node)
    if (join?.jointype !== 'JOIN_INNER') return
    joins.push(join)
    read(join.larg)
    read(join.rarg)
  }
  for (const node of fromOf(block)) read(node)
  return joins
}

function fromOf({ kind, node }: Block): Node[] {
  if (kind === 'select' || kind === 'update') return node.fromClause ?? []
  return kind === 'delete' ? (node.usingClause ?? []) : []
}

function joinIn(node: Node) {
  return insideOf(node, 'JoinExpr')
}

/** A comparison of two expressions; of IN and BETWEEN the right side is a list. */
export interface Comparison {
  operator: string
  left: Node
  right: Node
  kind: NonNullable<A_Expr['kind']>
}

export function readComparison(node: Node): Comparison | undefined {
  const { kind = 'AEXPR_OP', name, lexpr, rexpr } = insideOf(node, 'A_Expr') ?? {}
  if (lexpr === undefined || rexpr === undefined) return undefined
  return { operator: stringsOf(name).at(-1) ?? '', left: lexpr, right: rexpr, kind }
}

const comparisons = /^(=|<>|!=|<|<=|>|>=|~~|!~~|~~\*|!~~\*)$/

/** Whether a comparison never holds where either side is null. */
export function isStrict({ kind, operator }: Comparison): boolean {
  if (/^AEXPR_(IN|LIKE|ILIKE|BETWEEN|NOT_BETWEEN)$/.test(kind)) return true
  return /^AEXPR_OP(_ANY)?$/.test(kind) && comparisons.test(operator)
}

/** Whether a condition of the block leaves no row in which this column is null. */
export function isKnownNotNull(block: Block, source: Source, column: string): boolean {
  const isIt = (node: Node) => {
    const found = resolveColumn(block.scope, node)
    return found?.source === source && found.name === column
  }
  return rowConditions(block).some(node => {
    const test = insideOf(node, 'NullTest')
    if (test !== undefined) return test.nulltesttype === 'IS_NOT_NULL' && isIt(test.arg!)
    const comparison = readComparison(node)
    if (comparison === undefined || !isStrict(comparison)) return false
    return isIt(comparison.left) || isIt(comparison.right)
  })
}
