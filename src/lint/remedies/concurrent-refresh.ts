import { findRelation, isTable } from '../../prediction/index.ts'
import { formatRangeVar } from '../../sql/index.ts'
import { defineRemedy, quietly } from '../remedy.ts'

export const concurrentRefresh = defineRemedy({
  name: 'concurrent-refresh',
  summary: 'Refresh concurrently, so that it can be read meanwhile',
  cures: ['concurrently-not-used', 'rewrite-under-lock', 'index-build-under-lock', 'scan-under-lock'],
  sources: ['https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html'],
  examples: [
    {
      title: 'With a unique index',
      up: 'refresh materialized view shop.totals',
      setup: `create materialized view shop.totals as select customer_id, sum(total) from shop.orders group by 1;
        create unique index on shop.totals (customer_id);`,
    },
  ],
  build({ statement: { node }, model }) {
    if (!('RefreshMatViewStmt' in node)) return undefined
    const { relation, concurrent, skipData } = node.RefreshMatViewStmt
    if (relation === undefined || concurrent || skipData) return undefined
    const view = findRelation(model, relation)
    if (view === undefined || !isTable(view) || !view.isExisting || !view.isPopulated) return undefined
    const hasKey = view.indexes.some(
      ({ isUnique, isValid, condition, keys }) =>
        isUnique && isValid && condition === undefined && keys.every(key => 'column' in key),
    )
    const name = formatRangeVar(relation)
    if (!hasKey) {
      return {
        steps: [
          `Build a unique index on columns of ${name}, concurrently: without one PostgreSQL cannot tell which rows changed`,
          `REFRESH MATERIALIZED VIEW CONCURRENTLY ${name}`,
        ],
      }
    }
    return {
      migrations: [quietly(`refresh ${view.name}`, `REFRESH MATERIALIZED VIEW CONCURRENTLY ${name}`)],
    }
  },
})
