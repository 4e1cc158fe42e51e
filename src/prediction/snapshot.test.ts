import { expect, test } from 'vitest'
import { takeSnapshot } from './snapshot.ts'

test('everything is put back into the same objects', () => {
  const table = { name: 'orders', columns: [{ name: 'id' }], parent: undefined as object | undefined }
  const model = { relations: new Map([['orders', table]]), schemas: new Set(['public']) }
  table.parent = table
  const before = structuredClone(model)
  const restore = takeSnapshot(model)
  table.columns[0]!.name = 'key'
  table.columns.push({ name: 'more' })
  Object.assign(table, { name: 'other', isNew: true })
  model.relations.clear()
  model.schemas.add('app')
  restore()
  expect(model).toEqual(before)
  expect(model.relations.get('orders')).toBe(table)
})
