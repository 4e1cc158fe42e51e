import { identityOf, type Model, type Sequence } from '../../prediction/index.ts'
import { quoteIdentifier } from '../../sql/index.ts'
import { lastNumbers } from '../column-types.ts'
import { type Change, defineRule, statementsOf } from '../rule.ts'

export const smallSequence = defineRule({
  name: 'small-sequence',
  group: 'correctness',
  severity: 'warning',
  summary: 'A column is bigint, but the sequence that numbers it ends where integer does.',
  why: `
    A sequence has a type of its own, and that of a \`serial\` column stays \`integer\` when the column becomes \`bigint\`. The
    table was rewritten for nothing: every INSERT fails once the sequence has come to the end of \`integer\`. The sequence of
    an identity column goes along.`,
  sources: [
    'https://www.postgresql.org/docs/current/sql-altersequence.html',
    'https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL',
  ],
  setup: `
    create table shop.tickets (id serial primary key);
    create table shop.visits (id integer generated always as identity primary key);`,
  examples: {
    bad: [
      { title: 'A serial becomes bigint', up: 'alter table shop.tickets alter column id type bigint;' },
      {
        title: 'A sequence made for it',
        up: `create sequence shop.codes as integer;
          create table shop.vouchers (code bigint primary key default nextval('shop.codes'));
          alter sequence shop.codes owned by shop.vouchers.code;`,
      },
    ],
    good: [
      {
        title: 'The sequence too',
        up: 'alter table shop.tickets alter column id type bigint; alter sequence shop.tickets_id_seq as bigint;',
      },
      { title: 'An identity', up: 'alter table shop.visits alter column id type bigint;' },
      { title: 'bigserial', up: 'create table shop.events (id bigserial primary key);' },
    ],
  },
  check: (change, after) =>
    shortSequences(after).flatMap(({ sequence, type, column }) => {
      const name = identityOf(sequence)
      const culprit = findCulprit(change, [name, column])
      if (culprit === undefined) return []
      return [
        {
          message: `${column} is bigint, but ${name} is ${type}: after ${lastNumbers[type]} no row can be added`,
          location: culprit.statement.location,
          object: `sequence ${name}`,
          evidence: { type, column },
          remedy: { title: 'Make the sequence bigint too', sql: `ALTER SEQUENCE ${name} AS bigint;` },
        },
      ]
    }),
})

/** Those that end before the column that they number. */
function shortSequences({ relations }: Model): { sequence: Sequence; type: string; column: string }[] {
  return [...relations.values()].flatMap(sequence => {
    if (sequence.kind !== 'sequence' || sequence.ownedBy === undefined) return []
    const { type = 'bigint', ownedBy } = sequence
    const { table, column: name } = ownedBy
    const column = table.columns.find(it => it.name === name)
    if (column?.type?.name !== 'bigint' || !(type in lastNumbers)) return []
    return [{ sequence, type, column: `${identityOf(table)}.${quoteIdentifier(name)}` }]
  })
}

/** The last statement of the change that touched the column or the sequence. */
function findCulprit(change: Change, identities: readonly string[]) {
  return statementsOf(change)
    .map(({ statement }) => statement)
    .findLast(({ effect }) => effect.changes.some(({ identity }) => identities.includes(identity)))
}
