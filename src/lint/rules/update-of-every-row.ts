import { formatRangeVar } from '../../sql/index.ts'
import { isAlwaysTrue } from '../clauses.ts'
import { isInUse } from '../named-tables.ts'
import { defineRule } from '../rule.ts'

export const updateOfEveryRow = defineRule({
  name: 'update-of-every-row',
  group: 'performance',
  severity: 'warning',
  summary: 'An UPDATE without a condition changes every row of a table in use at once.',
  why: `
    Every row gets a new version and is locked until the transaction ends: whoever wants to change one waits, replicas fall
    behind, and the table is twice as large afterwards. When it fails near the end all is done again.

    Change some thousand rows at a time, each time in a transaction of its own, until none is left.`,
  sources: ['https://www.postgresql.org/docs/current/routine-vacuuming.html#VACUUM-FOR-SPACE-RECOVERY'],
  examples: {
    bad: [
      { title: 'No WHERE', up: "update shop.orders set note = '';" },
      { title: 'A WHERE that is always true', up: "update shop.orders set note = '' where true;" },
    ],
    good: [
      { title: 'A WHERE', up: "update shop.orders set note = '' where id between 1 and 100;" },
      {
        title: 'A table of this change',
        up: 'create table shop.tags (name text); update shop.tags set name = lower(name);',
      },
    ],
  },
  checkStatement: ({ statement, model }) => {
    if (!('UpdateStmt' in statement.node)) return []
    const { relation, whereClause, fromClause = [] } = statement.node.UpdateStmt
    if (relation === undefined || !isInUse(model, relation) || fromClause.length > 0) return []
    if (!isAlwaysTrue(whereClause)) return []
    const table = formatRangeVar(relation)
    return [
      {
        message: `Every row of ${table} is changed and stays locked until the transaction ends`,
        location: statement.location,
        object: `table ${table}`,
        evidence: {},
        remedy: {
          title: 'Change the rows in batches',
          steps: [
            `Choose some thousand rows of ${table} by a range of its key, and change those that still have to be`,
            'Do it again, each time in a transaction of its own, outside the migration',
          ],
        },
      },
    ]
  },
})
