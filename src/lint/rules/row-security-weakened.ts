import { findRelation, isTable } from '../../prediction/index.ts'
import { formatRangeVar, insideOf } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

export const rowSecurityWeakened = defineRule({
  name: 'row-security-weakened',
  group: 'security',
  severity: 'warning',
  summary: 'Row security is switched off for a table, or not for its owner any more.',
  why: `
    With DISABLE ROW LEVEL SECURITY every role that may read the table reads all of its rows; the policies stay and have no
    effect. With NO FORCE they have none for the owner, who is often the role that the application connects as.`,
  sources: ['https://www.postgresql.org/docs/current/ddl-rowsecurity.html'],
  setup: 'alter table shop.orders enable row level security, force row level security;',
  examples: {
    bad: [
      { title: 'Off', up: 'alter table shop.orders disable row level security;' },
      { title: 'Not for the owner', up: 'alter table shop.orders no force row level security;' },
    ],
    good: [
      { title: 'On', up: 'alter table shop.items enable row level security;' },
      { title: 'It was off before', up: 'alter table shop.items disable row level security;' },
    ],
  },
  checkStatement({ statement, model }) {
    const { relation, cmds = [] } = insideOf(statement.node, 'AlterTableStmt') ?? {}
    if (relation === undefined) return []
    const table = findRelation(model, relation)
    if (table !== undefined && isTable(table) && table.isKnown && !table.hasRowSecurity) return []
    return cmds.flatMap(node => {
      const subtype = insideOf(node, 'AlterTableCmd')?.subtype
      if (subtype !== 'AT_DisableRowSecurity' && subtype !== 'AT_NoForceRowSecurity') return []
      const name = formatRangeVar(relation)
      return [
        {
          message:
            subtype === 'AT_DisableRowSecurity'
              ? `Every role that may read ${name} reads all of its rows`
              : `The owner of ${name} reads and writes all of its rows, whatever the policies say`,
          location: statement.location,
          object: `table ${name}`,
          evidence: {},
          remedy: { title: 'Give the one role that needs it BYPASSRLS, or a policy of its own' },
        },
      ]
    })
  },
})
