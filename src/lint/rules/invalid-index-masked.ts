import { findRelation, isIndex } from '../../prediction/index.ts'
import { formatRangeVar, quoteIdentifier } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

export const invalidIndexMasked = defineRule({
  name: 'invalid-index-masked',
  group: 'correctness',
  severity: 'warning',
  summary: 'IF NOT EXISTS takes the invalid index of a failed concurrent build for a good one.',
  why: `
    When a concurrent build fails half-way it leaves an invalid index with the name that was asked for. Run again, IF NOT
    EXISTS finds that name, does nothing and reports success: the index is never used, every write maintains it, and a UNIQUE
    one does not keep duplicates out.

    Drop the index before it is built: that costs nothing where there is none, and cures a failed build.`,
  sources: ['https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY'],
  examples: {
    bad: [
      {
        title: 'IF NOT EXISTS alone',
        up: 'create index concurrently if not exists orders_note_idx on shop.orders (note);',
        execution: 'autocommit',
      },
    ],
    good: [
      {
        title: 'Dropped first',
        up: `drop index concurrently if exists shop.orders_note_idx;
          create index concurrently orders_note_idx on shop.orders (note);`,
        execution: 'autocommit',
      },
      {
        title: 'Not concurrently: a build that fails leaves nothing',
        up: 'create index if not exists orders_note_idx on shop.orders (note);',
      },
    ],
  },
  checkStatement: ({ statement, model }) => {
    if (!('IndexStmt' in statement.node)) return []
    const { concurrent, if_not_exists, idxname, relation } = statement.node.IndexStmt
    if (!concurrent || !if_not_exists || idxname === undefined || relation === undefined) return []
    const name = { schemaname: relation.schemaname, relname: idxname }
    const found = findRelation(model, name)
    const isMasked = found !== undefined && isIndex(found) && !found.isValid
    const index = formatRangeVar(name)
    return [
      {
        message: isMasked
          ? `${index} is there, but invalid: IF NOT EXISTS leaves it so`
          : `If a build of ${index} fails, running this again reports success and leaves the index invalid`,
        location: statement.location,
        object: `index ${index}`,
        evidence: { index: quoteIdentifier(idxname) },
        severity: isMasked ? 'error' : 'warning',
        remedy: {
          title: 'Drop it first, and leave IF NOT EXISTS out',
          sql: `DROP INDEX CONCURRENTLY IF EXISTS ${index};`,
        },
      },
    ]
  },
})
