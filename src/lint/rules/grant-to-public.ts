import { insideOf, type Node } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

export const grantToPublic = defineRule({
  name: 'grant-to-public',
  group: 'security',
  severity: 'warning',
  summary: 'Rights are given to PUBLIC: to every role there is, and every one that will be.',
  why: `
    PUBLIC is everybody who can connect, also the roles of other applications, of monitoring and of reports, and those that are
    made next year. Rights that PUBLIC has cannot be taken from a single role.

    Grant to a role that stands for a task, and make the users members of it.`,
  sources: ['https://www.postgresql.org/docs/current/ddl-priv.html'],
  examples: {
    bad: [
      { title: 'A table', up: 'grant select on shop.orders to public;' },
      { title: 'To create in a schema', up: 'grant create on schema shop to public;' },
      {
        title: 'All tables to come',
        up: 'alter default privileges in schema shop grant select on tables to public;',
      },
    ],
    good: [
      { title: 'A role', up: 'grant select on shop.orders to pg_monitor;' },
      { title: 'To take it away', up: 'revoke create on schema public from public;' },
    ],
  },
  checkStatement({ statement }) {
    const defaults = insideOf(statement.node, 'AlterDefaultPrivilegesStmt')?.action
    const grant = insideOf(statement.node, 'GrantStmt') ?? defaults
    if (!grant?.is_grant || !(grant.grantees ?? []).some(isPublic)) return []
    // What a type, a language or a function gives to PUBLIC, it gives without being asked.
    if (/_(FUNCTION|PROCEDURE|ROUTINE|TYPE|DOMAIN|LANGUAGE)$/.test(grant.objtype ?? '')) return []
    const rights = (grant.privileges ?? []).map(it => insideOf(it, 'AccessPriv')?.priv_name ?? 'all')
    if (/_SCHEMA$/.test(grant.objtype ?? '') && rights.every(it => it === 'usage')) return []
    const words = rights.length === 0 ? 'All rights' : rights.join(', ').toUpperCase()
    return [
      {
        message: `${words} go to every role there is and will be`,
        location: statement.location,
        evidence: { rights },
        remedy: { title: 'Grant to a role that stands for the task' },
      },
    ]
  },
})

function isPublic(node: Node): boolean {
  return insideOf(node, 'RoleSpec')?.roletype === 'ROLESPEC_PUBLIC'
}
