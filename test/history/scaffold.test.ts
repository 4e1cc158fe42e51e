import { mkdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { formats, readHistory, scaffoldMigration } from '../../src/history/index.ts'
import { runCommand } from '../support/command.ts'
import { writeFiles } from '../support/folder.ts'
import { layouts } from './layouts.ts'
import { makeProject } from './project.ts'

const now = new Date('2026-03-04T05:06:07.089Z')

test.each(layouts.filter(({ format }) => formats.find(({ name }) => name === format)?.write !== undefined))(
  '$format: the next one is the last of its folder',
  async ({ format, files }) => {
    const dir = makeProject(files)
    const before = await readHistory(dir)
    const { dir: folder, files: made } = await scaffoldMigration(dir, 'Add região & more', { now })
    writeFiles(folder, Object.fromEntries(made))
    const versioned = ({ migrations }: typeof before) =>
      migrations.filter(({ isRepeatable }) => !isRepeatable)
    const after = await readHistory(dir, { format })
    expect(versioned(after)).toHaveLength(versioned(before).length + 1)
    expect(versioned(after).at(-1)!.up.file).toContain('add_regi_o_more')
  },
)

test.each([
  ['0009_a.sql', '0010_next.sql'],
  ['20240101000000_a.sql', '20260304050607_next.sql'],
  ['20990101000000_a.sql', '20990101000001_next.sql'],
  ['1700000000_a.sql', '1772600767_next.sql'],
])('after %s comes %s', async (file, expected) => {
  const dir = makeProject({ [file]: '-- pgwright: up\nselect 1;\n' })
  const { files } = await scaffoldMigration(dir, 'next', { now })
  expect([...files.keys()]).toEqual([expected])
})

test.each([
  ['2024-01-01-000000_a', '2026-03-04-050607_next'],
  ['2099-01-01-000000_a', '2099-01-01-000001_next'],
  ['20240101000000_a', '20260304050607_next'],
  ['00000000000000_diesel_initial_setup', '2026-03-04-050607_next'],
])('after the folder %s of Diesel comes %s', async (folder, expected) => {
  const dir = makeProject({ [`${folder}/up.sql`]: 'select 1;\n' })
  const { files } = await scaffoldMigration(dir, 'next', { now, format: 'diesel' })
  expect([...files.keys()]).toEqual([`${expected}/up.sql`, `${expected}/down.sql`])
})

test('an empty folder needs a layout; nothing is written over', async () => {
  const dir = makeProject({})
  const args = ['migrate', 'new', 'add users', '--dir', dir]
  expect(await runCommand(args)).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('--layout pgwright'),
  })
  const made = await runCommand([...args, '--layout', 'golang-migrate'])
  expect(made, made.stderr).toMatchObject({ exit: 0 })
  expect(made.stdout.trim().split('\n')).toEqual([
    expect.stringMatching(/\/\d{14}_add_users\.up\.sql$/),
    expect.stringMatching(/\/\d{14}_add_users\.down\.sql$/),
  ])
  mkdirSync(`${dir}/own`)
  writeFiles(`${dir}/own`, { 'V1__a.sql': 'select 1;', 'V2__b.sql/keep': '' })
  const refused = await runCommand(['migrate', 'new', 'b', '--dir', `${dir}/own`, '--layout', 'flyway'])
  expect(refused).toMatchObject({ exit: 2, stderr: expect.stringContaining('EEXIST') })
})
