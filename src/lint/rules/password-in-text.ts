import { insideOf } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

export const passwordInText = defineRule({
  name: 'password-in-text',
  group: 'security',
  severity: 'error',
  summary: 'A password stands in the text of a statement.',
  why: `
    Whoever can read the repository, the server’s log or \`pg_stat_activity\` reads the password, and the history of the repository
    keeps it after it was changed.

    Make the role without one, and set it with psql’s \`\\password\`, which sends only its hash, or from where secrets are kept.`,
  sources: ['https://www.postgresql.org/docs/current/sql-createrole.html'],
  examples: {
    bad: [
      { title: 'A new role', up: "create role shop_reader login password 'secret';" },
      {
        title: 'A role that exists',
        up: "create role shop_writer; alter role shop_writer password 'secret';",
      },
    ],
    good: [
      { title: 'No password', up: 'create role shop_reader login;' },
      { title: 'Taken away', up: 'create role shop_writer; alter role shop_writer password null;' },
      {
        title: 'Its hash',
        up: `create role shop_reader login password 'SCRAM-SHA-256$4096:YWJjZGVmZ2hpamtsbW5vcA==$47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';`,
      },
    ],
  },
  checkStatement({ statement }) {
    const { options = [] } =
      insideOf(statement.node, 'CreateRoleStmt') ?? insideOf(statement.node, 'AlterRoleStmt') ?? {}
    const password = options
      .flatMap(node => insideOf(node, 'DefElem') ?? [])
      .find(({ defname }) => defname === 'password')
    const text = insideOf(password?.arg, 'String')?.sval
    if (text === undefined || /^(SCRAM-SHA-256\$|md5[0-9a-f]{32}$)/.test(text)) return []
    return [
      {
        message: 'The password can be read by everybody who reads this file or the server’s log',
        location: statement.location,
        evidence: {},
        remedy: { title: 'Make the role without a password, and set it from where secrets are kept' },
      },
    ]
  },
})
