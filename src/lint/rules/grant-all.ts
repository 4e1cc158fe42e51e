import { insideOf } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

export const grantAll = defineRule({
  name: 'grant-all',
  group: 'security',
  severity: 'info',
  summary: 'ALL rights on tables are granted, TRUNCATE and TRIGGER among them.',
  why: `
    ALL on a table is more than SELECT, INSERT, UPDATE and DELETE: TRUNCATE passes row security by, TRIGGER lets the role run code
    of its own in every session that writes, REFERENCES lets it keep rows from being deleted. From 17 on MAINTAIN comes with it,
    and who reads the statement cannot tell.

    Name the rights that are needed.`,
  sources: ['https://www.postgresql.org/docs/current/ddl-priv.html'],
  examples: {
    bad: [
      { title: 'A table', up: 'grant all on shop.orders to pg_monitor;' },
      {
        title: 'All tables of a schema',
        up: 'grant all privileges on all tables in schema shop to pg_monitor;',
      },
    ],
    good: [
      { title: 'What is needed', up: 'grant select, insert, update on shop.orders to pg_monitor;' },
      { title: 'A schema', up: 'grant all on schema shop to pg_monitor;' },
    ],
  },
  checkStatement({ statement }) {
    const defaults = insideOf(statement.node, 'AlterDefaultPrivilegesStmt')?.action
    const grant = insideOf(statement.node, 'GrantStmt') ?? defaults
    const isAll = grant?.is_grant && (grant.privileges ?? []).length === 0
    if (!isAll || grant?.objtype !== 'OBJECT_TABLE') return []
    return [
      {
        message: 'ALL rights include TRUNCATE, TRIGGER and REFERENCES',
        location: statement.location,
        evidence: {},
        remedy: { title: 'Name the rights', sql: 'SELECT, INSERT, UPDATE, DELETE' },
      },
    ]
  },
})
