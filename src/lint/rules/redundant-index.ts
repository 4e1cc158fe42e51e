import { type Index, identityOf, type Table } from '../../prediction/index.ts'
import { knownTable } from '../named-tables.ts'
import { defineRule, type Scene } from '../rule.ts'

export const redundantIndex = defineRule({
  name: 'redundant-index',
  group: 'performance',
  severity: 'warning',
  summary: 'An index does no more than one that is there.',
  why: `
    A btree index on \`(a, b)\` also finds rows by \`a\`. A second one on \`(a)\`, or the same again, helps no query more, but every
    INSERT writes it, every UPDATE may have to, and it takes disk and cache.`,
  sources: ['https://www.postgresql.org/docs/current/indexes-multicolumn.html'],
  setup: 'create index items_both_idx on shop.items (quantity, order_id);',
  examples: {
    bad: [
      { title: 'The beginning of another', up: 'create index items_quantity_idx on shop.items (quantity);' },
      { title: 'The same again', up: 'create index items_order_idx on shop.items (order_id);' },
    ],
    good: [
      { title: 'Another order', up: 'create index items_two_idx on shop.items (order_id, quantity);' },
      {
        title: 'A part of the rows',
        up: 'create index items_some_idx on shop.items (quantity) where order_id > 5;',
      },
      {
        title: 'A unique one',
        up: 'create table shop.tags (a int, b int); create index on shop.tags (a, b); create unique index on shop.tags (a);',
      },
      {
        title: 'A new one in place of the old',
        up: 'create index items_order_new on shop.items (order_id); drop index shop.items_order_id_idx;',
      },
    ],
  },
  checkStatement: scene => {
    const { statement, model, following } = scene
    const made = madeIndex(scene)
    if (made === undefined) return []
    const covering = made.table.indexes.find(index => covers(index, made.columns))
    if (covering === undefined) return []
    const isReplaced = following().some(
      ({ node }) => 'DropStmt' in node && JSON.stringify(node).includes(`"${covering.name}"`),
    )
    if (isReplaced) return []
    const isSame = covering.keys.length === made.columns.length
    return [
      {
        message: `${identityOf(covering)} ${isSame ? 'is the same index' : `begins with ${made.columns.join(', ')} already`}`,
        location: statement.location,
        object: `index ${identityOf(covering)}`,
        evidence: { columns: made.columns, coveredBy: identityOf(covering), major: model.major },
        remedy: { title: 'Leave it out' },
      },
    ]
  },
})

/** The plain columns of a btree index without anything special: no condition, no order, no operator class. */
function madeIndex({ statement: { node }, model }: Scene): { table: Table; columns: string[] } | undefined {
  if (!('IndexStmt' in node)) return undefined
  const {
    relation,
    unique,
    accessMethod,
    whereClause,
    indexIncludingParams,
    indexParams = [],
  } = node.IndexStmt
  const table = knownTable(model, relation)
  const isPlain =
    !unique && accessMethod === 'btree' && whereClause === undefined && indexIncludingParams === undefined
  const columns = indexParams.flatMap(it => {
    if (!('IndexElem' in it) || it.IndexElem.name === undefined) return []
    const { name, ordering, opclass, collation } = it.IndexElem
    const isDefault =
      (ordering === undefined || ordering === 'SORTBY_DEFAULT' || ordering === 'SORTBY_ASC') &&
      !opclass &&
      !collation
    return isDefault ? [name] : []
  })
  return table !== undefined && isPlain && columns.length === indexParams.length
    ? { table, columns }
    : undefined
}

function covers(index: Index, columns: readonly string[]): boolean {
  const isWhole = index.method === 'btree' && index.isValid && index.condition === undefined
  return (
    isWhole &&
    columns.every((column, i) => {
      const key = index.keys[i]
      return key !== undefined && 'column' in key && key.column === column && key.opclass === undefined
    })
  )
}
