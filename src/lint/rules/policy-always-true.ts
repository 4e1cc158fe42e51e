import { formatRangeVar, insideOf, type Node } from '../../sql/index.ts'
import { isAlwaysTrue } from '../clauses.ts'
import { defineRule } from '../rule.ts'

export const policyAlwaysTrue = defineRule({
  name: 'policy-always-true',
  group: 'security',
  severity: 'warning',
  summary: 'A policy lets every row be written or deleted.',
  why: `
    Permissive policies are joined by OR. One with \`USING (true)\` or \`WITH CHECK (true)\` opens the table for all rows,
    whatever the others say. For SELECT that may be meant, and is not flagged; for a role that works for the system alone it
    is what BYPASSRLS says more plainly.`,
  sources: ['https://www.postgresql.org/docs/current/sql-createpolicy.html'],
  setup: 'alter table shop.orders enable row level security;',
  examples: {
    bad: [
      { title: 'All commands', up: 'create policy everything on shop.orders using (true);' },
      { title: 'New rows', up: 'create policy new on shop.orders for insert with check (true);' },
    ],
    good: [
      { title: 'Reading', up: 'create policy readable on shop.orders for select using (true);' },
      { title: 'A condition', up: 'create policy own on shop.orders using (customer_id = 1);' },
      {
        title: 'One that only restricts',
        up: 'create policy all_rows on shop.orders as restrictive using (true);',
      },
      { title: 'One role', up: 'create policy system on shop.orders to pg_monitor using (true);' },
    ],
  },
  checkStatement({ statement }) {
    const { policy_name, table, cmd_name, permissive, roles, qual, with_check } =
      insideOf(statement.node, 'CreatePolicyStmt') ?? {}
    if (table === undefined || !permissive || cmd_name === 'select') return []
    if (!(roles ?? []).some(isOpenRole)) return []
    if (![qual, with_check].some(it => it !== undefined && isAlwaysTrue(it))) return []
    const name = formatRangeVar(table)
    return [
      {
        message: `Policy ${policy_name} opens every row of ${name} for ${cmd_name === 'all' ? 'every command' : cmd_name?.toUpperCase()}`,
        location: statement.location,
        object: `table ${name}`,
        evidence: { command: cmd_name },
        remedy: { title: 'Say whose rows, and for which role' },
      },
    ]
  },
})

/** Everybody, or those who are not known or just anybody who is. */
function isOpenRole(node: Node): boolean {
  const { roletype, rolename } = insideOf(node, 'RoleSpec') ?? {}
  return roletype === 'ROLESPEC_PUBLIC' || /^(anon|anonymous|authenticated)$/.test(rolename ?? '')
}
