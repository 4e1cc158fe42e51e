import { locate } from '../../src/base/index.ts'
import type { Report } from '../../src/findings/index.ts'
import { sampleTimeline } from './sample-timeline.ts'

/** A review of two pending changes of a small shop, with the traps that people really fall into. */

const totals = {
  file: 'migrations/016_order_totals.sql',
  text: `-- Totals grow beyond integer cents.
ALTER TABLE shop.orders
  ALTER COLUMN total_cents TYPE numeric(12, 2);

CREATE INDEX orders_placed_at_idx ON shop.orders (placed_at);

ALTER TABLE shop.order_items
  ADD CONSTRAINT order_items_product_fk FOREIGN KEY (product_id) REFERENCES shop.products;
`,
}

const cleanup = {
  file: 'migrations/017_drop_legacy_notes.sql',
  text: `ALTER TABLE shop.customers DROP COLUMN legacy_notes;
ALTER TABLE shop.customers ADD COLUMN notes jsonb DEFAULT '{}'::jsonb;
CREATE VIEW shop.active_customers AS SELECT * FROM shop.customers WHERE NOT is_deleted;
`,
}

export const sampleSources = new Map([totals, cleanup].map(({ file, text }) => [file, text]))

/** A statement and where it stands. */
function statementIn({ file, text }: { file: string; text: string }, statement: string) {
  const start = text.indexOf(statement)
  return { statement, location: locate(file, text, start, start + statement.length) }
}

export const sampleReport: Report = {
  command: 'review',
  verdict: 'block',
  findings: [
    {
      check: 'rewrite-under-lock',
      group: 'locking',
      severity: 'error',
      knowledge: 'observed',
      message: 'Changing the type of "total_cents" rewrites shop.orders while nobody can read or write it',
      why: 'ACCESS EXCLUSIVE is held until the transaction ends. Every query on shop.orders waits for it, and so does every query that arrives after them, until the whole table and its indexes are written anew.',
      ...statementIn(totals, 'ALTER TABLE shop.orders\n  ALTER COLUMN total_cents TYPE numeric(12, 2)'),
      object: 'table shop.orders',
      evidence: {
        lockMode: 'AccessExclusiveLock',
        rewritten: ['shop.orders', 'shop.orders_pkey', 'shop.orders_customer_id_idx'],
        rowsWritten: 1_203_551,
        walBytes: 155_189_248,
        durationMs: 4_812.4,
      },
      remedy: {
        title: 'Fill a new column in batches, then swap the names in a short transaction',
        sql: `ALTER TABLE shop.orders ADD COLUMN total_cents_new numeric(12, 2);

-- In batches, each in its own transaction:
UPDATE shop.orders SET total_cents_new = total_cents WHERE id BETWEEN 1 AND 10000;

BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE shop.orders RENAME COLUMN total_cents TO total_cents_old;
ALTER TABLE shop.orders RENAME COLUMN total_cents_new TO total_cents;
COMMIT;`,
      },
      docs: 'docs/rules/rewrite-under-lock.md',
    },
    {
      check: 'index-blocks-writes',
      group: 'locking',
      severity: 'error',
      knowledge: 'observed',
      message: 'Building orders_placed_at_idx blocks every write to shop.orders',
      why: 'A plain CREATE INDEX holds SHARE while it reads the whole table. Orders cannot be placed or paid in the meantime.',
      ...statementIn(totals, 'CREATE INDEX orders_placed_at_idx ON shop.orders (placed_at)'),
      object: 'index shop.orders_placed_at_idx',
      evidence: { lockMode: 'ShareLock', rowsScanned: 1_203_551, indexBytes: 27_000_832, durationMs: 911 },
      remedy: {
        title: 'Build it concurrently, in a migration of its own without a transaction',
        sql: 'CREATE INDEX CONCURRENTLY orders_placed_at_idx ON shop.orders (placed_at);',
      },
      docs: 'docs/rules/index-blocks-writes.md',
    },
    {
      check: 'data-loss',
      group: 'data-loss',
      severity: 'error',
      knowledge: 'observed',
      message: 'Dropping shop.customers.legacy_notes deletes 48,210 values that no migration copies',
      why: 'A dropped column cannot be read again, and the revert of this migration adds it back empty.',
      ...statementIn(cleanup, 'ALTER TABLE shop.customers DROP COLUMN legacy_notes'),
      object: 'column shop.customers.legacy_notes',
      evidence: { valuesLost: 48_210, ofRows: 61_004, readBy: ['view shop.support_inbox'] },
      remedy: {
        title: 'Move the values first and drop the column in a later release',
        steps: [
          'Copy the values to where they are to live from now on.',
          'Ship a release that no longer reads or writes the column.',
          'Drop it in the release after that.',
        ],
      },
      docs: 'docs/rules/data-loss.md',
    },
    {
      check: 'lock-without-timeout',
      group: 'locking',
      severity: 'warning',
      knowledge: 'observed',
      message: 'The foreign key locks shop.order_items and shop.products without a lock_timeout',
      why: 'If a long query holds either table, this waits behind it and everything else waits behind this.',
      ...statementIn(
        totals,
        'ALTER TABLE shop.order_items\n  ADD CONSTRAINT order_items_product_fk FOREIGN KEY (product_id) REFERENCES shop.products',
      ),
      object: 'table shop.order_items',
      evidence: { lockMode: 'ShareRowExclusiveLock', lockTimeoutMs: 0, rowsScanned: 3_410_227 },
      remedy: {
        title: 'Give up after two seconds, and check the rows afterwards without blocking writes',
        sql: `SET LOCAL lock_timeout = '2s';
ALTER TABLE shop.order_items ADD CONSTRAINT order_items_product_fk
  FOREIGN KEY (product_id) REFERENCES shop.products NOT VALID;

-- In the next migration:
ALTER TABLE shop.order_items VALIDATE CONSTRAINT order_items_product_fk;`,
      },
      docs: 'docs/rules/lock-without-timeout.md',
    },
  ],
  facts: {
    server: '18.4',
    pending: ['016_order_totals', '017_drop_legacy_notes'],
    suppressed: [{ check: 'rename-breaks-dependants', reason: 'the view is rebuilt by the next migration' }],
  },
  examined: { migrations: 2, statements: 9, relations: 6, reverts: 2, rehearsedOn: 'PostgreSQL 18.4' },
  notAssessed: [
    {
      what: 'the run time in production',
      because: 'the rehearsal holds generated rows, not the statistics of the target',
    },
  ],
  sections: [
    sampleTimeline,
    {
      kind: 'table',
      title: 'Reverts',
      summary: 'Each down migration was run and the catalog compared with the one before.',
      columns: [
        { title: 'Migration' },
        { title: 'Revert' },
        { title: 'What differs' },
        { title: 'Time', align: 'right' },
      ],
      rows: [
        [{ text: '016_order_totals' }, { text: 'exact', tone: 'good' }, { text: '' }, { text: '3.9 s' }],
        [
          { text: '017_drop_legacy_notes' },
          { text: 'differs', tone: 'caution' },
          { text: 'column shop.customers.legacy_notes comes back last, and empty' },
          { text: '12 ms' },
        ],
      ],
    },
    {
      kind: 'table',
      title: 'Catalog changes',
      columns: [{ title: 'Change' }, { title: 'Object' }, { title: 'Before' }, { title: 'After' }],
      rows: [
        [
          { text: 'changed', tone: 'caution' },
          { text: 'column shop.orders.total_cents' },
          { text: 'integer' },
          { text: 'numeric(12,2)' },
        ],
        [
          { text: 'created', tone: 'good' },
          { text: 'index shop.orders_placed_at_idx' },
          { text: '' },
          { text: '26 MB' },
        ],
        [
          { text: 'created', tone: 'good' },
          { text: 'constraint order_items_product_fk on shop.order_items' },
          { text: '' },
          { text: 'FOREIGN KEY' },
        ],
        [
          { text: 'dropped', tone: 'bad' },
          { text: 'column shop.customers.legacy_notes' },
          { text: 'text' },
          { text: '' },
        ],
        [
          { text: 'created', tone: 'good' },
          { text: 'column shop.customers.notes' },
          { text: '' },
          { text: "jsonb DEFAULT '{}'" },
        ],
        [
          { text: 'created', tone: 'good' },
          { text: 'view shop.active_customers' },
          { text: '' },
          { text: '' },
        ],
      ],
    },
    {
      kind: 'code',
      title: 'Run it again',
      language: 'shell',
      code: 'pgwright review --dir migrations --last 2 --format html',
    },
  ],
}

export const cleanReport: Report = {
  command: 'review',
  verdict: 'pass',
  findings: [],
  facts: {},
  examined: { migrations: 1, statements: 2, rehearsedOn: 'PostgreSQL 18.4' },
  notAssessed: [],
  sections: [],
}
