import { listWords } from '../../base/index.ts'
import { type Node, walkNodes } from '../../sql/index.ts'
import type { Block, Source } from '../query/block.ts'
import { conjunctsOf, joinConditions, readComparison, rowConditions } from '../query/conditions.ts'
import { resolveColumn } from '../query/scope.ts'
import { defineRule } from '../rule.ts'

export const cartesianProduct = defineRule({
  name: 'cartesian-product',
  group: 'correctness',
  severity: 'warning',
  summary: 'Two tables stand in FROM with a comma, and no condition has to do with both.',
  why: `
    Every row of the one is put together with every row of the other: a thousand and a thousand are a million. Mostly a join
    condition was forgotten, and a DISTINCT or a sum hides that it was.

    Where the product is meant, CROSS JOIN says so.`,
  sources: ['https://www.postgresql.org/docs/current/queries-table-expressions.html#QUERIES-FROM'],
  examples: {
    bad: [
      {
        title: 'A forgotten condition',
        up: "create view shop.pairs as select c.id, o.total from shop.customers c, shop.orders o where o.status = 'new';",
      },
      {
        title: 'In an UPDATE',
        up: "update shop.orders o set note = c.name from shop.customers c where o.status = 'new';",
      },
    ],
    good: [
      {
        title: 'A condition',
        up: 'create view shop.pairs as select c.id, o.total from shop.customers c, shop.orders o where o.customer_id = c.id;',
      },
      {
        title: 'CROSS JOIN',
        up: 'create view shop.pairs as select c.id, o.total from shop.customers c cross join shop.orders o;',
      },
      {
        title: 'One row that is looked up',
        up: 'create view shop.pairs as select c.id, o.total from shop.customers c, shop.orders o where o.id = 1;',
      },
    ],
  },
  checkQuery({ block, at }) {
    const tables = commaTables(block)
    if (tables.length < 2 || !isResolved(block)) return []
    const many = tables.filter(table => !isOneRow(block, table))
    const apart = many.filter(table => !isConnected(block, table))
    if (many.length < 2 || apart.length === 0) return []
    const [one] = apart
    const others = tables.filter(it => it !== one)
    return [
      {
        message: `No condition has to do with both ${one!.name} and ${listWords(others.map(({ name }) => name))}: every row is put together with every row`,
        location: at(one!.node),
        evidence: { tables: tables.map(({ name }) => name) },
        remedy: { title: 'Join them ON what connects them, or say CROSS JOIN' },
      },
    ]
  },
})

/** Tables that stand in FROM by themselves; functions and subqueries often give one row. */
function commaTables(block: Block): Source[] {
  if (block.kind !== 'select' && block.kind !== 'update') return []
  const items = new Set<unknown>(
    (block.node.fromClause ?? []).map(item => ('RangeVar' in item ? item.RangeVar : item)),
  )
  const isAlone = (source: Source) =>
    source.kind === 'table' && 'RangeVar' in source.node && items.has(source.node.RangeVar)
  const [target] = block.scope.sources
  const all = block.scope.sources.filter(isAlone)
  if (all.length !== items.size) return []
  return block.kind === 'update' && target !== undefined ? [target, ...all] : all
}

/** Whether every name in the conditions is known, so that none is missed. */
function isResolved(block: Block): boolean {
  let isKnown = true
  walkNodes([...rowConditions(block), ...joinConditions(block)], node => {
    if ('ColumnRef' in node && resolveColumn(block.scope, node) === undefined) isKnown = false
    // What a subquery asks for may connect anything.
    if ('SubLink' in node) isKnown = false
  })
  return isKnown
}

/** Whether a condition has to do with the table and another one. */
function isConnected(block: Block, table: Source): boolean {
  return rowConditions(block).some(condition => {
    const sources = sourcesIn(block, condition)
    return sources.has(table) && sources.size > 1
  })
}

/** Whether a condition names one value of one of its columns. */
function isOneRow(block: Block, table: Source): boolean {
  return rowConditions(block).some(condition => {
    const comparison = readComparison(condition)
    return (
      comparison?.operator === '=' &&
      sourcesIn(block, condition).has(table) &&
      mayBeKey(block, condition, table)
    )
  })
}

function mayBeKey(block: Block, condition: Node, table: Source): boolean {
  const { left, right } = readComparison(condition)!
  return [left, right].some(side => {
    const found = resolveColumn(block.scope, side)
    if (found?.source !== table) return false
    const indexes = table.table?.isKnown ? table.table.indexes : undefined
    return (
      indexes?.some(it => it.isUnique && it.keys.some(key => 'column' in key && key.column === found.name)) ??
      true
    )
  })
}

function sourcesIn(block: Block, condition: Node): Set<Source> {
  const sources = new Set<Source>()
  walkNodes(conjunctsOf(condition), node => {
    const found = resolveColumn(block.scope, node)
    if (found?.depth === 0) sources.add(found.source)
  })
  return sources
}
