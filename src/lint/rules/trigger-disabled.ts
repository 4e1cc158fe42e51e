import { readTableActions, type Statement } from '../../sql/index.ts'
import { isInUse } from '../named-tables.ts'
import { defineRule } from '../rule.ts'

export const triggerDisabled = defineRule({
  name: 'trigger-disabled',
  group: 'correctness',
  severity: 'warning',
  summary: 'A trigger of a table in use is switched off and not on again.',
  why: `
    From the commit on no session runs the trigger: what it copies, checks or counts is missing for every row that is written,
    and nothing says so. DISABLE TRIGGER ALL switches the foreign keys off too.

    Between DISABLE and ENABLE in one transaction nobody else can write to the table, so nothing is missed.`,
  sources: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DISABLE-ENABLE-TRIGGER',
  ],
  setup: `create function shop.touch() returns trigger language plpgsql as 'begin return new; end';
    create trigger touch before update on shop.orders for each row execute function shop.touch();`,
  examples: {
    bad: [{ title: 'Off', up: 'alter table shop.orders disable trigger touch;' }],
    good: [
      {
        title: 'Off and on again',
        up: `alter table shop.orders disable trigger touch;
          update shop.orders set note = '' where id < 10;
          alter table shop.orders enable trigger touch;`,
      },
    ],
  },
  checkStatement: ({ statement, model, following }) => {
    if (!('AlterTableStmt' in statement.node) || !isInUse(model, statement.node.AlterTableStmt.relation))
      return []
    return readTableActions(statement)
      .filter(({ subtype }) => disables.test(subtype))
      .filter(({ table }) => !following().some(later => enablesAny(later, table)))
      .map(({ table, name = 'every trigger' }) => ({
        message: `${name} of ${table} is switched off, and nothing of the script switches it on again`,
        location: statement.location,
        object: `table ${table}`,
        evidence: {},
        remedy: { title: 'Switch it on in the same transaction, or drop it' },
      }))
  },
})

const disables = /^AT_DisableTrig/
const enables = /^AT_Enable(Always|Replica)?Trig/

function enablesAny(statement: Statement, table: string): boolean {
  return readTableActions(statement).some(it => it.table === table && enables.test(it.subtype))
}
