import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { applyChanges } from '../../src/base/index.ts'
import { lint, planFix } from '../../src/lint/index.ts'
import { makeFolder } from '../support/folder.ts'

const base = `create schema shop;
create table shop.customers (id bigint primary key, email text not null);
create table shop.orders (id bigint primary key, customer_id bigint, note text);
`
const change = `-- Why it is needed.
alter table shop.orders
  add foreign key (customer_id) references shop.customers; -- the buyer

create index on shop.orders (customer_id);
`

/** One history of three migrations in the layout of each tool, of which the last is pending. */
const layouts: Record<string, { dir?: string; files: Record<string, string>; expected: string[] }> = {
  dbmate: {
    files: {
      '20240101000000_begin.sql': `-- migrate:up\n${base}\n-- migrate:down\n`,
      '20240102000059_change.sql': `-- migrate:up\n${change}\n-- migrate:down\n`,
    },
    expected: [
      '20240102000059_change.sql',
      '20240102000100_validate_orders_customer_id_fkey.sql',
      '20240102000101_create_index_on_orders.sql',
    ],
  },
  goose: {
    files: {
      '00001_begin.sql': `-- +goose Up\n${base}\n-- +goose Down\n`,
      '00002_change.sql': `-- +goose Up\n${change}\n-- +goose Down\n`,
    },
    expected: [
      '00002_change.sql',
      '00003_validate_orders_customer_id_fkey.sql',
      '00004_create_index_on_orders.sql',
    ],
  },
  sqlx: {
    files: {
      '1_begin.up.sql': base,
      '1_begin.down.sql': '',
      '2_change.up.sql': change,
      '2_change.down.sql': '',
    },
    expected: [
      '2_change.up.sql',
      '3_validate_orders_customer_id_fkey.down.sql',
      '3_validate_orders_customer_id_fkey.up.sql',
      '4_create_index_on_orders.down.sql',
      '4_create_index_on_orders.up.sql',
    ],
  },
  'golang-migrate': {
    files: { '000001_begin.up.sql': base, '000002_change.up.sql': change },
    expected: [
      '000002_change.up.sql',
      '000003_validate_orders_customer_id_fkey.down.sql',
      '000003_validate_orders_customer_id_fkey.up.sql',
      '000004_create_index_on_orders.down.sql',
      '000004_create_index_on_orders.up.sql',
    ],
  },
  flyway: {
    files: { 'V1__begin.sql': base, 'V2__change.sql': change },
    expected: [
      'V2.1__validate_orders_customer_id_fkey.sql',
      'V2.2__create_index_on_orders.sql',
      'V2.2__create_index_on_orders.sql.conf',
      'V2__change.sql',
    ],
  },
  prisma: {
    files: {
      'migration_lock.toml': 'provider = "postgresql"\n',
      '20240101000000_begin/migration.sql': base,
      '20240102000000_change/migration.sql': change,
    },
    expected: [
      '20240102000000_change/migration.sql',
      '20240102000001_validate_orders_customer_id_fkey/migration.sql',
      '20240102000002_create_index_on_orders/migration.sql',
    ],
  },
  diesel: {
    files: { '2024_begin/up.sql': base, '2025_change/up.sql': change },
    expected: [
      '2025_change/up.sql',
      '2026_validate_orders_customer_id_fkey/down.sql',
      '2026_validate_orders_customer_id_fkey/up.sql',
      '2027_create_index_on_orders/down.sql',
      '2027_create_index_on_orders/metadata.toml',
      '2027_create_index_on_orders/up.sql',
    ],
  },
  'sql-files': { files: { '1.sql': base, '2.sql': change }, expected: ['2.sql'] },
}

test.each(Object.entries(layouts))(
  '%s: what is written is read by its tool and has no findings',
  async (format, layout) => {
    const dir = makeFolder(layout.files)
    const options = { dir, layout: format, pending: { last: 1 } }
    const { changes, fixed, refused } = await planFix(options)
    expect(refused).toEqual([])
    expect(fixed).toHaveLength(2)
    expect(changes.map(({ file }) => file.slice(dir.length + 1)).sort()).toEqual(layout.expected)
    await applyChanges(changes)
    const later = await lint({ ...options, pending: { applied: versionsBefore(format) } })
    expect(
      later.findings.filter(({ group, severity }) => group === 'locking' && severity !== 'info'),
    ).toEqual([])
  },
)

/** The version of the first migration, as each tool says it. */
function versionsBefore(format: string): string[] {
  const versions: Record<string, string> = {
    dbmate: '20240101000000',
    prisma: '20240101000000_begin',
    diesel: '2024',
  }
  return [versions[format] ?? '1']
}

test('what stands around a statement stays', async () => {
  const dir = makeFolder(layouts.flyway!.files)
  const { changes } = await planFix({ dir, pending: { last: 1 } })
  const edited = changes.find(({ state }) => state === 'stale')
  expect(edited?.text).toBe(`-- Why it is needed.
SET LOCAL lock_timeout = '2s';
ALTER TABLE shop.orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES shop.customers NOT VALID; -- the buyer

-- moved to a migration of its own, after this one
`)
})

test('what cannot be proved is refused, and the rest is done', async () => {
  const dir = makeFolder({
    'V1__begin.sql': `${base} comment on column shop.orders.customer_id is 'The buyer';`,
    'V2__change.sql':
      'create index on shop.orders (note); alter table shop.orders alter customer_id type numeric;',
  })
  const { fixed, refused } = await planFix({ dir, pending: { last: 1 } })
  expect(fixed.map(({ title }) => title)).toEqual(['Build the index concurrently, outside a transaction'])
  expect(refused.map(({ because }) => because)).toEqual([expect.stringContaining('it ends otherwise')])
})

test('nothing to cure, nothing to write, and no server', async () => {
  const dir = makeFolder({ 'V1__begin.sql': base })
  mkdirSync(join(dir, 'empty'))
  expect(await planFix({ dir, pending: { last: 1 } })).toMatchObject({ changes: [], fixed: [], refused: [] })
})
