import { transactionCommand } from '../../sql/index.ts'
import { type ChangedMigration, defineRule, type Problem } from '../rule.ts'

export const transactionNesting = defineRule({
  name: 'transaction-nesting',
  group: 'correctness',
  severity: 'warning',
  summary:
    'The transaction commands of a script do not fit together, or not with the transaction of its tool.',
  why: `
    BEGIN inside a transaction and COMMIT outside one do nothing but warn. But COMMIT inside a transaction that the tool began
    ends it: what follows is not rolled back when it fails, and the tool notes a migration that is only half there. A BEGIN
    without its COMMIT is rolled back when the session ends, and the statements after it are lost without a word.`,
  sources: ['https://www.postgresql.org/docs/current/sql-begin.html'],
  examples: {
    bad: [
      {
        title: 'COMMIT of the tool’s own transaction',
        up: 'alter table shop.orders add column region text; commit;',
      },
      {
        title: 'BEGIN without an end',
        up: 'begin; alter table shop.orders add column region text;',
        execution: 'autocommit',
      },
      {
        title: 'COMMIT of nothing',
        up: 'create table shop.tags (name text); commit;',
        execution: 'autocommit',
      },
    ],
    good: [
      {
        title: 'A transaction of its own',
        up: 'begin; alter table shop.orders add column region text; commit;',
        execution: 'autocommit',
      },
      {
        title: 'The tool’s transaction',
        up: 'alter table shop.orders add column region text;',
      },
    ],
  },
  check: change => change.migrations.flatMap(checkScript),
})

function checkScript({ migration, up }: ChangedMigration): Problem[] {
  const { execution } = migration.up
  const isOfTool = execution === 'transaction'
  let isOpen = isOfTool
  const problems: Problem[] = []
  const report = (location: Problem['location'], message: string, title: string) =>
    problems.push({ message, location, evidence: { execution }, remedy: { title } })
  for (const statement of up.statements) {
    const command = transactionCommand(statement)
    if (command === undefined) continue
    const words = statement.text.toUpperCase()
    if (command === 'begin' && isOpen) {
      report(statement.location, `${words} inside a transaction does nothing`, 'Leave it out')
    } else if (command !== 'begin' && !isOpen) {
      report(
        statement.location,
        `${words} outside a transaction does nothing`,
        'Leave it out, or begin one before',
      )
    } else if (command !== 'begin' && isOfTool) {
      report(
        statement.location,
        `${words} ends the transaction of the tool: what follows is not rolled back when it fails`,
        'Leave it out, or use your tool’s directive for a migration without a transaction',
      )
    }
    isOpen = command === 'begin'
  }
  const last = up.statements.findLast(it => transactionCommand(it) === 'begin')
  if (isOpen && !isOfTool && last !== undefined) {
    report(
      last.location,
      'The transaction that begins here is never ended, so it is rolled back',
      'Add COMMIT',
    )
  }
  return problems
}
