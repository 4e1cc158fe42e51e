import type { Index, Table } from '../../prediction/index.ts'
import type { Block, Source } from './block.ts'
import { readComparison, rowConditions } from './conditions.ts'
import { resolveColumn } from './scope.ts'

/** The B-tree index that finds the rows with a value of a column. */
export function indexLedBy(table: Table, column: string): Index | undefined {
  return table.indexes.find(({ method, keys: [first], condition, isValid }) => {
    const leads = first !== undefined && 'column' in first && first.column === column
    return method === 'btree' && leads && condition === undefined && isValid
  })
}

/** Whether an index is built on an expression over a column, or in another way than a B-tree's, so that it may serve. */
export function hasSpecialIndex(table: Table, column: string): boolean {
  return table.indexes.some(({ method, keys }) =>
    keys.some(key =>
      'column' in key ? method !== 'btree' && key.column === column : key.columns.includes(column),
    ),
  )
}

/** Whether another condition of the block finds the rows of a source by an index already: `indexed = something`. */
export function isFoundOtherwise(block: Block, source: Source, column: string): boolean {
  return rowConditions(block).some(node => {
    const comparison = readComparison(node)
    if (comparison === undefined || !/^(=|IN)$/i.test(comparison.operator)) return false
    return [comparison.left, comparison.right].some(side => {
      const found = resolveColumn(block.scope, side)
      if (found?.source !== source || found.name === column || found.column?.origin === undefined)
        return false
      return indexLedBy(found.column.origin.table, found.name) !== undefined
    })
  })
}
