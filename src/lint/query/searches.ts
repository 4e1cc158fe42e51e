import { insideOf, type Node, walkNodes } from '../../sql/index.ts'
import type { Block } from './block.ts'
import { readComparison, rowConditions } from './conditions.ts'
import { type ResolvedColumn, resolveColumn } from './scope.ts'

/** A condition that says what rows of one table are wanted, seen from the side that holds the column. */
export interface Search {
  node: Node
  /** The side with the column. */
  subject: Node
  column: ResolvedColumn & { depth: 0 }
  operator: string
  /** What it is compared with; nothing of the block's own FROM is in it. A list for IN and BETWEEN. */
  value: Node
}

const mirrored: Record<string, string> = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/** The conditions of a block that an index could answer: `subject operator value` with one column in the subject. */
export function searchesOf(block: Block): Search[] {
  return rowConditions(block).flatMap(node => {
    const comparison = readComparison(node)
    if (comparison === undefined) return []
    const { kind, left, right } = comparison
    const operator = /BETWEEN/.test(kind) ? 'BETWEEN' : kind === 'AEXPR_IN' ? 'IN' : comparison.operator
    if (operator === 'IN' && comparison.operator !== '=') return []
    if (kind === 'AEXPR_NOT_BETWEEN' || kind === 'AEXPR_OP_ALL' || kind === 'AEXPR_DISTINCT') return []
    const sides = [{ subject: left, value: right, operator }]
    if (operator in mirrored && kind === 'AEXPR_OP') {
      sides.push({ subject: right, value: left, operator: mirrored[operator]! })
    }
    return sides.flatMap(side => {
      const [column, ...others] = ownColumns(block, side.subject)
      if (column === undefined || others.length > 0 || ownColumns(block, side.value).length > 0) return []
      return [{ node, column: { ...column, depth: 0 as const }, ...side }]
    })
  })
}

/** The columns of the block's own FROM in an expression; what cannot be resolved counts as none. */
export function ownColumns(block: Block, expression: Node): ResolvedColumn[] {
  const columns: ResolvedColumn[] = []
  walkNodes([expression], node => {
    const column = resolveColumn(block.scope, node)
    if (column?.depth === 0) columns.push(column)
    return insideOf(node, 'SubLink') === undefined
  })
  return columns
}
