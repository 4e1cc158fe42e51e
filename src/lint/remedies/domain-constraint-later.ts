import { formatNode, quoteIdentifier, quoteQualified, stringsOf } from '../../sql/index.ts'
import { defineRemedy } from '../remedy.ts'

export const domainConstraintLater = defineRemedy({
  name: 'domain-constraint-later',
  summary: 'Add it NOT VALID: it holds for new values at once, and nothing is read',
  cures: ['scan-under-lock'],
  sources: ['https://www.postgresql.org/docs/current/sql-alterdomain.html'],
  examples: [
    {
      title: 'A check of a domain that tables use',
      up: 'alter domain shop.code add constraint code_is_short check (length(value) < 10)',
      setup:
        "create domain shop.code as text; create table shop.codes (c shop.code); insert into shop.codes values ('x');",
      isAdvised: true,
    },
  ],
  build({ statement: { node } }) {
    if (!('AlterDomainStmt' in node)) return undefined
    const { def, typeName } = node.AlterDomainStmt
    if (def === undefined || !('Constraint' in def) || def.Constraint.contype !== 'CONSTR_CHECK')
      return undefined
    if (def.Constraint.skip_validation) return undefined
    const { initially_valid: _, ...rest } = def.Constraint
    const sql = formatNode({
      AlterDomainStmt: { ...node.AlterDomainStmt, def: { Constraint: { ...rest, skip_validation: true } } },
    })
    const domain = quoteQualified(...stringsOf(typeName))
    const name = quoteIdentifier(def.Constraint.conname ?? 'the constraint')
    return {
      steps: [
        sql ?? `Add it to ${domain} NOT VALID`,
        'Look for values that break it with a query on each table that uses the domain, and mend them',
        `ALTER DOMAIN ${domain} VALIDATE CONSTRAINT ${name} keeps writers away from all these tables while it reads them: do it when they can wait`,
      ],
    }
  },
})
