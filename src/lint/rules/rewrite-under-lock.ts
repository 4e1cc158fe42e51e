import { blocksWhat, lockEvidence, strongTableLocks } from '../held-locks.ts'
import { checkStatements, defineRule } from '../rule.ts'

export const rewriteUnderLock = defineRule({
  name: 'rewrite-under-lock',
  group: 'locking',
  severity: 'error',
  summary: 'A table is written anew, row by row, while nobody can use it.',
  why: `
    Every row is copied into a new file and every index is built again, under a lock that keeps all other sessions
    from the table until the transaction ends. On a large table that is an outage of minutes or hours.

    Whether a statement rewrites depends on the catalog, not on its words: \`varchar(50)\` to \`varchar(100)\` does not,
    \`integer\` to \`bigint\` does; \`default now()\` does not, \`default gen_random_uuid()\` does. So pgwright looks whether
    the table got a new file.`,
  sources: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  examples: {
    bad: [
      {
        title: 'A default that differs from row to row',
        up: 'alter table shop.orders add column token uuid default gen_random_uuid();',
      },
      {
        title: 'A column that is computed and stored',
        up: 'alter table shop.orders add column rounded numeric generated always as (round(total)) stored;',
      },
      { title: 'A type of another size', up: 'alter table shop.items alter column quantity type bigint;' },
      {
        title: 'Inside a DO block',
        up: 'do $$ begin alter table shop.orders alter column total type numeric(12, 3); end $$;',
      },
      { title: 'VACUUM FULL', up: 'vacuum full shop.orders;', execution: 'autocommit' },
    ],
    good: [
      {
        title: 'A default that is the same for every row',
        up: 'alter table shop.orders add column checked_at timestamptz default now();',
      },
      { title: 'A longer varchar', up: 'alter table shop.customers alter column email type varchar(320);' },
      {
        title: 'A table that this change creates',
        up: 'create table shop.notes (id integer); alter table shop.notes alter column id type bigint;',
      },
    ],
  },
  check: change =>
    checkStatements(change, statement =>
      statement.effect.rewrites
        .filter(({ isExisting }) => isExisting)
        .map(table => {
          const locks = strongTableLocks(statement)
          const lock = locks.find(({ relation }) => relation.name === table.name)
          const { rewrites, scans, walBytes } = statement.effect
          const rows = scans.find(({ relation }) => relation.name === table.name)?.rows
          return {
            message: `${table.name} is rewritten${lock === undefined ? '' : ` under a lock that ${blocksWhat(lock)}`}`,
            location: statement.statement.location,
            object: `${table.kind} ${table.name}`,
            evidence: { rewritten: rewrites.map(it => it.name), rows, walBytes, locks: lockEvidence(locks) },
          }
        }),
    ),
})
