import { formatRangeVar, quoteIdentifier } from '../../sql/index.ts'
import { madeForeignKeys } from '../foreign-keys.ts'
import { defineRule } from '../rule.ts'

export const deleteCascade = defineRule({
  name: 'delete-cascade',
  group: 'data-loss',
  severity: 'info',
  summary: 'Deleting a row also deletes the rows that refer to it.',
  why: `
    With ON DELETE CASCADE one DELETE takes rows of other tables along, and theirs in turn; nobody is asked, and how many it
    locks and deletes shows only when it runs.`,
  sources: ['https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK'],
  isOptional: true,
  examples: {
    bad: [
      {
        title: 'ON DELETE CASCADE',
        up: 'create table shop.notes (order_id bigint references shop.orders on delete cascade);',
      },
    ],
    good: [
      {
        title: 'A plain foreign key',
        up: 'create table shop.notes (order_id bigint references shop.orders);',
      },
    ],
  },
  checkStatement: scene =>
    madeForeignKeys(scene)
      .filter(({ constraint }) => constraint.fk_del_action === 'c')
      .map(({ table, columns, target }) => ({
        message: `Deleting a row of ${formatRangeVar(target)} deletes the rows of ${formatRangeVar(table)} that refer to it by ${columns.map(quoteIdentifier).join(', ')}`,
        location: scene.statement.location,
        object: `table ${formatRangeVar(table)}`,
        evidence: { columns },
        remedy: { title: 'Leave ON DELETE out, and delete the rows where the code can count them' },
      })),
})
