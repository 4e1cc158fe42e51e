import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCatalog, readTables, readTypes, type Table, type UserType } from '../../src/catalog/index.ts'
import type { Cluster } from '../../src/engine/index.ts'
import { testedMajors } from '../support/majors.ts'
import { openShop } from './databases.ts'

const servers: Cluster[] = []
const tablesOn = new Map<number, Table[]>()
const typesOn = new Map<number, UserType[]>()

beforeAll(async () => {
  for (const major of testedMajors) {
    const { cluster, session } = await openShop(major)
    servers.push(cluster)
    const catalog = await readCatalog(session)
    tablesOn.set(major, readTables(catalog))
    typesOn.set(major, readTypes(catalog))
  }
}, 120_000)
afterAll(async () => {
  for (const cluster of servers) await cluster.stop()
})

test.each(testedMajors)('PostgreSQL %i: tables as people think of them', major => {
  const tables = new Map(tablesOn.get(major)!.map(table => [table.identity, table]))
  const orders = tables.get('shop.orders')!
  expect(orders).toMatchObject({
    key: 'table shop.orders',
    schema: 'shop',
    name: 'orders',
    kind: 'table',
    comment: 'what was ordered',
    privileges: ['SELECT to reader'],
    primaryKey: { name: 'orders_pkey', columns: ['id'] },
    uniques: [{ name: 'orders_later', columns: ['placed'] }],
    checks: [{ name: 'orders_quantity', expression: '(quantity > 0)' }],
    foreignKeys: [
      {
        name: 'orders_customer',
        columns: ['customer_id'],
        target: 'table shop.customers',
        targetColumns: ['id'],
        onDelete: 'cascade',
        onUpdate: 'no action',
        isDeferrable: false,
        isValidated: true,
      },
    ],
    rowSecurity: 'on',
    policies: [
      { name: 'own', command: 'select', isPermissive: true, roles: ['reader'], using: '(quantity > 1)' },
    ],
    triggers: [
      { name: 'orders_check', when: 'after insert, for each row', function: 'shop.touch()' },
      { name: 'orders_touch', when: 'before update of note, for each row', isEnabled: true },
    ],
  })
  expect(orders.columns.map(({ name }) => name)).toEqual([
    'id',
    'customer_id',
    'total',
    'note',
    'quantity',
    'twice',
    'placed',
    'tags',
  ])
  expect(orders.columns).toMatchObject([
    { name: 'id', isPrimaryKey: true, isNullable: false, default: "nextval('shop.orders_id_seq'::regclass)" },
    { name: 'customer_id', references: [{ table: 'table shop.customers', column: 'id' }], isNullable: true },
    { type: 'shop.amount', default: '0' },
    { comment: 'free text', privileges: ['UPDATE to reader'] },
    {},
    { generated: { as: '(quantity * 2)', how: 'stored' } },
    { type: 'timestamp with time zone' },
    { type: 'text[]' },
  ])
  const indexes = new Map(orders.indexes.map(index => [index.name, index]))
  expect(indexes.get('orders_note')).toMatchObject({ keys: ['lower(note)'], condition: '(quantity > 5)' })
  expect(indexes.get('orders_placed')).toMatchObject({ keys: ['placed'], included: ['quantity'] })
  expect(indexes.get('orders_pkey')).toMatchObject({ isUnique: true, isOfConstraint: true })
  const customers = tables.get('shop.customers')!
  expect(customers.referencedBy).toEqual([{ table: 'table shop.orders', constraint: 'orders_customer' }])
  expect(customers.columns[0]).toMatchObject({ identity: 'by default' })
  expect(tables.get('shop.bookings')!.exclusions).toMatchObject([{ columns: ['during'] }])
})

test.each(testedMajors)('PostgreSQL %i: partitions, children, views and odd names', major => {
  const tables = new Map(tablesOn.get(major)!.map(table => [table.identity, table]))
  expect(tables.get('shop.parts')).toMatchObject({
    key: 'table shop.parts',
    kind: 'partitioned table',
    partitioning: { strategy: 'list', keys: ['region'] },
    partitions: ['table shop.parts_north', 'table shop.parts_south'],
    referencedBy: [{ table: 'table shop.part_uses' }],
  })
  expect(tables.get('shop.parts_north')!.partitionOf).toEqual({
    table: 'table shop.parts',
    bound: "FOR VALUES IN ('north')",
  })
  expect(tables.get('shop.part_uses')!.foreignKeys).toMatchObject([
    { columns: ['part', 'region'], targetColumns: ['id', 'region'] },
  ])
  expect(tables.get('shop.dogs')!.inherits).toEqual(['table shop.animals'])
  expect(tables.get('shop.scratch')!.isUnlogged).toBe(true)
  expect(tables.get('shop.remote')).toMatchObject({ kind: 'foreign table', server: 'far' })
  expect(tables.get('shop.guarded')).toMatchObject({
    kind: 'view',
    columns: [{ name: 'id', type: 'integer' }],
  })
  expect(tables.get('shop.order_counts')!.definition).toContain('count(*)')
  const odd = [...tables.values()].filter(({ schema }) => schema === 'Odd Names')
  expect(odd.map(({ name }) => name)).toEqual(['x'.repeat(63), 'Ünïcode, "quoted" . and  spaced'].sort())
  const [spaced] = odd.filter(({ name }) => name.includes('quoted'))
  expect(spaced!.columns.map(({ name }) => name)).toEqual(['Ä ö', 'select', 'a.b'])
  expect(spaced!.primaryKey!.columns).toEqual(['Ä ö'])
})

test.each(testedMajors)('PostgreSQL %i: types that somebody made', major => {
  const types = new Map(typesOn.get(major)!.map(type => [type.identity, type]))
  expect(types.get('shop.status')).toMatchObject({ kind: 'enum', labels: ['new', 'paid', 'sent'] })
  expect(types.get('shop.amount')).toMatchObject({
    kind: 'domain',
    base: 'numeric(12,2)',
    default: '0',
    checks: [{ name: 'amount_positive', expression: '(VALUE >= (0)::numeric)' }],
  })
  expect(types.get('shop.address')).toMatchObject({
    kind: 'composite',
    fields: [
      { name: 'street', type: 'text' },
      { name: 'town', type: 'text' },
    ],
  })
  expect(types.get('shop.span')).toMatchObject({ kind: 'range', base: 'double precision' })
  expect(types.get('spare.hstore')).toMatchObject({ kind: 'base', extension: 'hstore' })
})
