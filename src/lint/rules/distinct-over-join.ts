import { insideOf } from '../../sql/index.ts'
import type { Block, Source } from '../query/block.ts'
import { resolveColumn } from '../query/scope.ts'
import { ownColumns } from '../query/searches.ts'
import { isStar, starSources } from '../query/targets.ts'
import { defineRule } from '../rule.ts'

export const distinctOverJoin = defineRule({
  name: 'distinct-over-join',
  group: 'performance',
  severity: 'info',
  summary: 'DISTINCT takes back the rows that a join has multiplied.',
  why: `
    Only one table is selected from, with its key, so its rows differ already: what DISTINCT removes is what the join has made of
    each of them. PostgreSQL builds all the combinations and sorts or hashes them to find the rows that it began with.

    EXISTS asks whether there is a partner, stops at the first, and multiplies nothing.`,
  sources: ['https://www.postgresql.org/docs/current/functions-subquery.html#FUNCTIONS-SUBQUERY-EXISTS'],
  examples: {
    bad: [
      {
        title: 'Customers with orders',
        up: `create view shop.buyers as select distinct c.id, c.email from shop.customers c
          join shop.orders o on o.customer_id = c.id;`,
      },
    ],
    good: [
      {
        title: 'EXISTS',
        up: `create view shop.buyers as select c.id, c.email from shop.customers c
          where exists (select from shop.orders o where o.customer_id = c.id);`,
      },
      {
        title: 'A column of the other table',
        up: `create view shop.buyers as select distinct c.id, o.status from shop.customers c
          join shop.orders o on o.customer_id = c.id;`,
      },
    ],
  },
  checkQuery({ block, at }) {
    if (block.kind !== 'select' || block.node.distinctClause?.length !== 1 || block.scope.sources.length < 2)
      return []
    // DISTINCT ON has expressions; the plain one has an empty node.
    if (Object.keys(block.node.distinctClause[0]!).length > 0 || block.node.groupClause !== undefined)
      return []
    const source = onlySource(block)
    if (source === undefined || !hasKey(block, source)) return []
    const others = block.scope.sources.filter(it => it !== source)
    if (others.some(({ kind }) => kind !== 'table')) return []
    return [
      {
        message: `Only ${source.name} is selected from, with its key: DISTINCT takes back what the join with ${others.map(({ name }) => name).join(', ')} has multiplied`,
        location: at(block.node.targetList![0]!),
        evidence: { table: source.name },
        remedy: { title: `Ask with EXISTS whether ${source.name} has a partner` },
      },
    ]
  },
})

/** The one source of which every selected column is. */
function onlySource(block: Extract<Block, { kind: 'select' }>): Source | undefined {
  const sources = new Set<Source | undefined>()
  for (const target of block.node.targetList ?? []) {
    const value = insideOf(target, 'ResTarget')?.val
    if (value === undefined) return undefined
    if (isStar(value)) for (const it of starSources(block, value)) sources.add(it)
    else if ('ColumnRef' in value) sources.add(resolveColumn(block.scope, value)?.source)
    else sources.add(ownColumns(block, value).length === 0 ? undefined : ownColumns(block, value)[0]!.source)
  }
  const [only] = sources
  return sources.size === 1 && only?.kind === 'table' ? only : undefined
}

function hasKey(block: Extract<Block, { kind: 'select' }>, { table }: Source): boolean {
  const key = table?.indexes
    .find(({ isPrimary }) => isPrimary)
    ?.keys.map(it => ('column' in it ? it.column : ''))
  const selected = (block.node.targetList ?? []).flatMap(target => {
    const value = insideOf(target, 'ResTarget')!.val!
    return isStar(value) ? (key ?? []) : (resolveColumn(block.scope, value)?.name ?? [])
  })
  return key?.every(column => selected.includes(column)) ?? false
}
