import { expect, test } from 'vitest'
import { aroundRun, readHistory, readStatements } from '../../src/history/index.ts'
import { makeProject } from './project.ts'

const names = (files: readonly { file: string }[] = []) => files.map(({ file }) => file.split('/').at(-1))

test('a hook in the folder is no migration, whatever the layout takes for one', async () => {
  const dir = makeProject({ '1_a.sql': 'select 1;', '2_hook.sql': 'select 2;', 'more/hook.sql': 'select 3;' })
  const history = await readHistory(dir, {
    hooks: { after: [`${dir}/2_hook.sql`], afterEach: [`${dir}/more/hook.sql`] },
  })
  expect(history.format).toBe('sql-files')
  expect(names(history.migrations.map(({ up }) => up))).toEqual(['1_a.sql'])
  expect(history.ignored).toEqual([])
  expect(names(history.migrations[0]!.up.last)).toEqual(['hook.sql'])
  expect(names(aroundRun(history, history.migrations).map(({ up }) => up))).toEqual(['1_a.sql', '2_hook.sql'])
})

test.each([
  ['one statement', 'create index concurrently on a (id);', 'autocommit'],
  ['several statements', 'create table a ();\ncreate table b ();', 'single-call'],
])('a message of %s has the transaction that it had', async (_, sql, execution) => {
  const dir = makeProject({
    '1_a.sql': `-- migrate:up transaction:false\n${sql}\n-- migrate:down\n`,
    'h.sql': 'select 1;',
  })
  const { migrations } = await readHistory(dir, { hooks: { beforeEach: [`${dir}/h.sql`] } })
  expect(migrations[0]!.up.execution).toBe(execution)
})

test('where a script has a transaction of its own, hooks are in it', async () => {
  const dir = makeProject({
    '1_a.sql': 'begin;\nselect 1;\ncommit;\n',
    'f.sql': 'select 0;',
    'l.sql': 'select 2;',
  })
  const { migrations } = await readHistory(dir, {
    hooks: { beforeEach: [`${dir}/f.sql`], afterEach: [`${dir}/l.sql`] },
  })
  const { statements } = await readStatements(migrations[0]!.up)
  expect(statements.map(({ text }) => text)).toEqual(['begin', 'select 0', 'select 1', 'select 2', 'commit'])
})

test('a hook that is not there, and one that is no text', async () => {
  const dir = makeProject({ '1_a.sql': 'select 1;', 'hooks/latin.txt': Buffer.from('caf\xe9', 'latin1') })
  for (const [name, says] of [
    ['gone.sql', 'gone.sql: the hook cannot be read'],
    ['hooks/latin.txt', 'latin.txt: byte 3 is not UTF-8'],
  ] as const) {
    const reading = readHistory(dir, { hooks: { before: [`${dir}/${name}`] } })
    await expect(reading).rejects.toThrow(says)
    await expect(reading).rejects.toMatchObject({ exit: 2 })
  }
})

test('Graphile Migrate: files of SQL are hooks, what else there is is told', async () => {
  const dir = makeProject({
    'current.sql': 'select 1;\n',
    'roles.sql': 'select :ROLE;\n',
    '.gmrc': `{
  "placeholders": { ":ROLE": "1" },
  "beforeAllMigrations": "roles.sql",
  // "afterAllMigrations": ["gone.sql"],
  "afterAllMigrations": ["!superuser.sql", { "_": "command", "command": "dump" }]
}`,
  })
  const { hooks, notAssessed } = await readHistory(dir)
  expect(hooks).toMatchObject([{ moment: 'before', direction: 'up', script: { text: 'select 1;\n' } }])
  expect(notAssessed).toEqual([
    { file: 'afterAllMigrations of .gmrc', because: 'an action that is not a file of SQL' },
  ])
})
