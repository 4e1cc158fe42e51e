import type { Step } from '../../effects/index.ts'
import { quoteLiteral } from '../../sql/index.ts'
import { stringsOf } from '../named-tables.ts'
import { defineRule, type Problem } from '../rule.ts'
import { groupByTransaction } from '../transactions.ts'

export const enumValueTooEarly = defineRule({
  name: 'enum-value-too-early',
  group: 'correctness',
  severity: 'error',
  summary: 'A value is added to an enum and used in the same transaction, which PostgreSQL refuses.',
  why: `
    Other sessions could meet the value before its transaction is over, and would not know it. So PostgreSQL lets nobody use a
    new value of an enum that was there before until the transaction has ended, and the statement fails.

    Add the value in a migration of its own; use it in the next.`,
  sources: ['https://www.postgresql.org/docs/current/sql-altertype.html#id-1.9.3.42.7'],
  setup: `create type shop.state as enum ('new', 'paid');
    create table shop.payments (id bigint primary key, state shop.state);`,
  examples: {
    bad: [
      {
        title: 'As a default',
        up: `alter type shop.state add value 'refunded';
          alter table shop.payments alter column state set default 'refunded';`,
      },
      {
        title: 'In rows',
        up: `alter type shop.state add value 'refunded'; update shop.payments set state = 'refunded' where id = 1;`,
      },
    ],
    good: [
      {
        title: 'In the next transaction',
        up: `alter type shop.state add value 'refunded'; update shop.payments set state = 'refunded' where id = 1;`,
        execution: 'autocommit',
      },
      {
        title: 'An enum of this transaction',
        up: `create type shop.size as enum ('s', 'm'); alter type shop.size add value 'l';
          create table shop.shirts (id bigint primary key, size shop.size default 'l');`,
      },
    ],
  },
  check: change =>
    change.migrations.flatMap(({ statements }) => groupByTransaction(statements).flatMap(checkTransaction)),
})

function checkTransaction(steps: readonly Step[]): Problem[] {
  return steps.flatMap((step, i) => {
    const added = addedValue(step)
    if (added === undefined) return []
    if (steps.slice(0, i).some(({ statement: { node } }) => createsEnum(node, added.type))) return []
    const user = steps.slice(i + 1).find(later => usesLiteral(later.statement.node, added.value))
    if (user === undefined) return []
    const value = quoteLiteral(added.value)
    return [
      {
        message: `${value} of ${added.type} is used in the transaction that adds it`,
        location: user.statement.location,
        object: `type ${added.type}`,
        evidence: { value: added.value, addedInLine: step.statement.location.line },
        remedy: { title: `Add ${value} in a migration of its own, before this one` },
      },
    ]
  })
}

function addedValue({ statement: { node } }: Step): { type: string; value: string } | undefined {
  if (!('AlterEnumStmt' in node)) return undefined
  const { typeName, newVal, oldVal } = node.AlterEnumStmt
  return newVal === undefined || oldVal !== undefined
    ? undefined
    : { type: stringsOf(typeName).join('.'), value: newVal }
}

function createsEnum(node: Step['statement']['node'], type: string): boolean {
  return 'CreateEnumStmt' in node && stringsOf(node.CreateEnumStmt.typeName).join('.') === type
}

/** DO blocks and function bodies are literals themselves; what is in them is not looked at. */
function usesLiteral(tree: unknown, value: string): boolean {
  if (typeof tree !== 'object' || tree === null) return false
  if ('AlterEnumStmt' in tree || 'DoStmt' in tree || 'CreateFunctionStmt' in tree) return false
  if ('A_Const' in tree) {
    return (tree.A_Const as { sval?: { sval?: string } }).sval?.sval === value
  }
  return Object.values(tree).some(part => usesLiteral(part, value))
}
