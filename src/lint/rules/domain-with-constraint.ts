import { constraintsIn } from '../column-definitions.ts'
import { stringsOf } from '../named-tables.ts'
import { defineRule } from '../rule.ts'

export const domainWithConstraint = defineRule({
  name: 'domain-with-constraint',
  group: 'design',
  severity: 'info',
  summary: 'A domain has constraints, which cannot change without reading every table that uses it.',
  why: `
    A constraint of a domain is checked for every column of the type. Adding another one later reads all tables that have such
    a column, under a lock that blocks writes to all of them at once; and adding a column of such a domain rewrites its table
    even without a default. A CHECK on a column concerns one table.`,
  sources: ['https://www.postgresql.org/docs/current/sql-alterdomain.html'],
  isOptional: true,
  examples: {
    bad: [{ title: 'A CHECK', up: "create domain shop.email as text check (value like '%@%');" }],
    good: [{ title: 'None', up: 'create domain shop.email as text;' }],
  },
  checkStatement: ({ statement }) => {
    if (!('CreateDomainStmt' in statement.node)) return []
    const { domainname, constraints } = statement.node.CreateDomainStmt
    const name = stringsOf(domainname).join('.')
    const isConstrained = constraintsIn(constraints).some(it =>
      /CONSTR_(CHECK|NOTNULL)/.test(it.contype ?? ''),
    )
    if (!isConstrained) return []
    return [
      {
        message: `The constraints of ${name} hold for every table that uses it, and change for all of them at once`,
        location: statement.location,
        object: `domain ${name}`,
        evidence: {},
        remedy: { title: 'Put the CHECK on the columns' },
      },
    ]
  },
})
