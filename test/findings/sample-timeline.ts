import type { TimelineSection } from '../../src/findings/index.ts'

const exclusive = { label: 'ACCESS EXCLUSIVE', tone: 'bad' } as const
const shareRow = { label: 'SHARE ROW EXCLUSIVE', tone: 'caution' } as const
const share = { label: 'SHARE', tone: 'caution' } as const
const reading = { label: 'ACCESS SHARE', tone: 'muted' } as const
const writing = { label: 'ROW EXCLUSIVE', tone: 'plain' } as const

/** Nine steps in two transactions over six relations. */
export const sampleTimeline: TimelineSection = {
  kind: 'timeline',
  title: 'Locks, statement by statement',
  summary: 'Each bar is a lock, from the statement that takes it to the end of its transaction.',
  steps: [
    { group: '016_order_totals', label: 'BEGIN', durationMs: 0.1, tone: 'muted' },
    {
      group: '016_order_totals',
      label: 'ALTER TABLE shop.orders',
      detail: 'ALTER TABLE shop.orders ALTER COLUMN total_cents TYPE numeric(12, 2)',
      durationMs: 4812.4,
      tone: 'bad',
      location: { file: 'migrations/016_order_totals.sql', line: 2, column: 1, endLine: 3, endColumn: 47 },
    },
    {
      group: '016_order_totals',
      label: 'CREATE INDEX orders_placed_at_idx',
      detail: 'CREATE INDEX orders_placed_at_idx ON shop.orders (placed_at)',
      durationMs: 911,
      tone: 'bad',
      location: { file: 'migrations/016_order_totals.sql', line: 5, column: 1, endLine: 5, endColumn: 61 },
    },
    {
      group: '016_order_totals',
      label: 'ALTER TABLE shop.order_items',
      detail:
        'ALTER TABLE shop.order_items ADD CONSTRAINT order_items_product_fk FOREIGN KEY (product_id) REFERENCES shop.products',
      durationMs: 1640,
      tone: 'caution',
      location: { file: 'migrations/016_order_totals.sql', line: 7, column: 1, endLine: 8, endColumn: 91 },
    },
    { group: '016_order_totals', label: 'COMMIT', durationMs: 21, tone: 'muted' },
    {
      group: '017_drop_legacy_notes',
      label: 'ALTER TABLE shop.customers DROP COLUMN',
      detail: 'ALTER TABLE shop.customers DROP COLUMN legacy_notes',
      durationMs: 0.9,
      tone: 'bad',
      location: {
        file: 'migrations/017_drop_legacy_notes.sql',
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 52,
      },
    },
    {
      group: '017_drop_legacy_notes',
      label: 'ALTER TABLE shop.customers ADD COLUMN',
      detail: "ALTER TABLE shop.customers ADD COLUMN notes jsonb DEFAULT '{}'::jsonb",
      durationMs: 1.2,
      location: {
        file: 'migrations/017_drop_legacy_notes.sql',
        line: 2,
        column: 1,
        endLine: 2,
        endColumn: 70,
      },
    },
    {
      group: '017_drop_legacy_notes',
      label: 'CREATE VIEW shop.active_customers',
      detail: 'CREATE VIEW shop.active_customers AS SELECT * FROM shop.customers WHERE NOT is_deleted',
      durationMs: 2.8,
      location: {
        file: 'migrations/017_drop_legacy_notes.sql',
        line: 3,
        column: 1,
        endLine: 3,
        endColumn: 87,
      },
    },
    { group: '017_drop_legacy_notes', label: 'COMMIT', durationMs: 3.1, tone: 'muted' },
  ],
  lanes: [
    { label: 'shop.orders', bars: [{ first: 1, last: 4, ...exclusive, detail: 'blocks reads and writes' }] },
    { label: 'shop.orders_customer_id_idx', bars: [{ first: 1, last: 4, ...exclusive }] },
    {
      label: 'shop.order_items',
      bars: [{ first: 3, last: 4, ...shareRow, detail: 'blocks writes' }],
    },
    {
      label: 'shop.products',
      bars: [
        { first: 3, last: 4, ...shareRow, detail: 'blocks writes' },
        { first: 3, last: 4, ...reading },
      ],
    },
    {
      label: 'shop.customers',
      bars: [{ first: 5, last: 8, ...exclusive, detail: 'blocks reads and writes' }],
    },
    {
      label: 'shop.audit_log',
      bars: [
        { first: 1, last: 4, ...writing },
        { first: 5, last: 8, ...share },
      ],
    },
  ],
}
