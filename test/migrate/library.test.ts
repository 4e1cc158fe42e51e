import { expect, test } from 'vitest'
import * as pgwright from '../../src/index.ts'
import { useLab } from './lab.ts'

const lab = useLab()

const { baseline, catchUp, migrate, migrateDown, openMigrations, planDown, planMigration, readStatus } =
  pgwright

test('a program does what the command line does', async () => {
  const opened = await lab.open({
    '20240101000000_a.sql':
      '-- migrate:up\ncreate table a (id int primary key);\n-- migrate:down\ndrop table a;\n',
    '20240102000000_b.sql':
      '-- migrate:up\nalter table a add n int;\n-- migrate:down\nalter table a drop n;\n',
  })
  const where = { dir: opened.folder, database: opened.url }
  const { history, connect } = await openMigrations(where)
  const states = async () => (await readStatus(history, { connect })).migrations.map(({ state }) => state)
  expect(await states()).toEqual(['pending', 'pending'])
  expect((await planMigration(history, { connect })).verdict).not.toBe('block')
  expect((await migrate({ ...where, target: '20240101000000' })).applied).toHaveLength(1)
  expect(await states()).toEqual(['applied', 'pending'])
  expect(await baseline(history, { connect })).toHaveLength(1)
  await opened.session.execute('alter table a add n int')
  const source = { file: 'fill.sql', text: 'update a set n = id' }
  expect(await pgwright.previewBackfills(source, { connect })).toMatchObject([{ key: ['id'] }])
  expect(await pgwright.runBackfills(source, { connect })).toMatchObject({ statements: 1 })
  expect((await catchUp(history, { connect })).added).toHaveLength(2)
  expect((await planDown(history, { connect })).run.steps).toHaveLength(1)
  const { reverted } = await migrateDown(history, { connect, alongside: true })
  expect(reverted.map(({ migration }) => migration.version)).toEqual(['20240102000000'])
  expect(await states()).toEqual(['applied', 'pending'])
  expect((await pgwright.verifyDatabase(history, { connect })).findings).toEqual([])
  await expect(pgwright.importLedger(history, { connect })).resolves.toMatchObject({ entries: [] })
})
