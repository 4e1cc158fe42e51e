import { columnsOfType, describeType } from '../column-types.ts'
import { defineRule } from '../rule.ts'

export const moneyColumn = defineRule({
  name: 'money-column',
  group: 'design',
  severity: 'warning',
  summary: 'A column of type money means another amount on a server with another locale.',
  why: `
    \`money\` knows no currency; how many decimals it has and how its input is read hang on \`lc_monetary\` of the server.
    A dump restored with another setting holds other amounts.`,
  sources: ['https://www.postgresql.org/docs/current/datatype-money.html'],
  examples: {
    bad: [{ title: 'money', up: 'alter table shop.items add column price money;' }],
    good: [{ title: 'numeric', up: 'alter table shop.items add column price numeric(12, 2);' }],
  },
  checkStatement: scene =>
    columnsOfType(scene, 'money').map(column =>
      describeType(scene, column, 'which hangs on lc_monetary of the server', 'numeric'),
    ),
})
