import { blocksWhat, lockEvidence, strongTableLocks } from '../held-locks.ts'
import { checkStatements, defineRule } from '../rule.ts'

export const indexBuildUnderLock = defineRule({
  name: 'index-build-under-lock',
  group: 'locking',
  severity: 'error',
  summary: 'An index is built on an existing table while nobody can write to it.',
  why: `
    Building an index reads the whole table and sorts it. Without CONCURRENTLY a SHARE lock keeps every INSERT, UPDATE and
    DELETE waiting until the transaction ends; a UNIQUE or PRIMARY KEY constraint keeps readers out too.

    With CONCURRENTLY the build takes longer and has to be outside a transaction, but nobody waits. When it fails it leaves
    an invalid index behind, which has to be dropped before the next try.`,
  sources: ['https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY'],
  examples: {
    bad: [
      {
        title: 'A plain CREATE INDEX',
        up: 'create index orders_customer_id_idx on shop.orders (customer_id);',
      },
      {
        title: 'A unique constraint',
        up: 'alter table shop.customers add constraint customers_email_key unique (email);',
      },
      { title: 'REINDEX', up: 'reindex table shop.orders;' },
    ],
    good: [
      {
        title: 'A concurrent build, alone in its migration',
        up: 'create index concurrently orders_customer_id_idx on shop.orders (customer_id);',
        execution: 'single-call',
      },
      {
        title: 'An index on a new table',
        up: 'create table shop.tags (name text); create index on shop.tags (name);',
      },
      {
        title: 'A longer varchar keeps its index',
        up: 'alter table shop.customers alter column email type varchar(320);',
      },
    ],
  },
  check: change =>
    checkStatements(change, statement => {
      const rewritten = new Set(statement.effect.rewrites.map(({ name }) => name))
      const locks = strongTableLocks(statement)
      return statement.effect.indexBuilds
        .filter(({ table }) => table.isExisting && !rewritten.has(table.name))
        .flatMap(({ index, table }) => {
          const lock = locks.find(({ relation }) => relation.name === table.name)
          if (lock === undefined) return []
          return [
            {
              message: `Building ${index.name} ${blocksWhat(lock).replace('blocks', 'keeps')} away from ${table.name} until it is done`,
              location: statement.statement.location,
              object: `index ${index.name}`,
              evidence: {
                index: index.name,
                rowsRead: statement.effect.scans.find(({ relation }) => relation.name === table.name)?.rows,
                locks: lockEvidence([lock]),
              },
            },
          ]
        })
    }),
})
