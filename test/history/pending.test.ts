import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  GitError,
  readHistory,
  type Selection,
  SelectionError,
  selectPending,
} from '../../src/history/index.ts'
import { makeProject, makeRepository, writeFiles } from './project.ts'

const two = { 'm/1_a.up.sql': 'select 1;\n', 'm/3_c.up.sql': 'select 3;\n' }

function versions(selection: Selection): Record<string, string[]> {
  const { base, pending, edited, outOfOrder } = selection
  const parts = Object.entries({ base, pending, edited, outOfOrder })
  return Object.fromEntries(
    parts.map(([part, migrations]) => [part, migrations.map(migration => migration.version)]),
  )
}

const select = async (dir: string, since?: string) =>
  selectPending(await readHistory(join(dir, 'm')), { since })

test('what is not on the default branch is pending: committed, staged or untracked', async () => {
  const { dir, git } = makeRepository(two)
  git('switch', '--quiet', '--create', 'work')
  writeFiles(dir, { 'm/4_d.up.sql': 'select 4;\n' })
  git('add', '--all')
  git('commit', '--quiet', '--message=second')
  writeFiles(dir, { 'm/5_e.up.sql': 'select 5;\n' })
  git('add', '--all')
  writeFiles(dir, { 'm/2_b.up.sql': 'select 2;\n' })
  const selection = await select(dir)
  expect(versions(selection)).toEqual({
    base: ['1', '3'],
    pending: ['2', '4', '5'],
    edited: [],
    outOfOrder: ['2'],
  })
  expect(selection.how).toMatch(
    /^3 pending migrations: not in the merge base of HEAD with main, [0-9a-f]{8}\.$/,
  )
})

test('what came to the default branch meanwhile is not taken for a change of ours', async () => {
  const { dir, git } = makeRepository(two)
  git('switch', '--quiet', '--create', 'work')
  git('switch', '--quiet', 'main')
  writeFiles(dir, { 'm/9_other.up.sql': 'select 9;\n' })
  git('add', '--all')
  git('commit', '--quiet', '--message=theirs')
  git('switch', '--quiet', 'work')
  writeFiles(dir, { 'm/4_d.up.sql': 'select 4;\n' })
  expect(versions(await select(dir)).pending).toEqual(['4'])
})

test('an edited migration is told, not run again; a renamed one is the same as long as its version is', async () => {
  const { dir } = makeRepository(two)
  writeFileSync(join(dir, 'm/1_a.up.sql'), 'select 11;\n')
  renameSync(join(dir, 'm/3_c.up.sql'), join(dir, 'm/3_renamed.up.sql'))
  expect(versions(await select(dir))).toEqual({
    base: ['1', '3'],
    pending: [],
    edited: ['1'],
    outOfOrder: [],
  })
  renameSync(join(dir, 'm/3_renamed.up.sql'), join(dir, 'm/4_c.up.sql'))
  expect(versions(await select(dir)).pending).toEqual(['4'])
})

test('other line ends are no edit', async () => {
  const { dir } = makeRepository(two)
  writeFileSync(join(dir, 'm/1_a.up.sql'), 'select 1;\r\n')
  expect(versions(await select(dir)).edited).toEqual([])
})

test('changesets added to a file that was there are pending, repeatable ones when they change', async () => {
  const head =
    '--liquibase formatted sql\n--changeset ann:1\nselect 1;\n--changeset ann:view runOnChange:true\n'
  const { dir } = makeRepository({ 'm/a.sql': `${head}select 2;\n` })
  writeFileSync(join(dir, 'm/a.sql'), `${head}select 3;\n--changeset ann:2\nselect 4;\n`)
  expect(versions(await select(dir))).toEqual({
    base: ['a.sql::1::ann'],
    pending: ['a.sql::view::ann', 'a.sql::2::ann'],
    edited: [],
    outOfOrder: [],
  })
})

test('a folder that is new is pending as a whole', async () => {
  const { dir } = makeRepository({ readme: '' })
  writeFiles(dir, two)
  expect(versions(await select(dir)).pending).toEqual(['1', '3'])
})

test('a ref, a tag or a commit can be named, and names need not be ASCII', async () => {
  const { dir, git } = makeRepository({ ...two, 'm/5_é b.up.sql': 'select 5;\n' })
  git('tag', 'v1')
  writeFiles(dir, { 'm/7_x.up.sql': 'select 7;\n' })
  git('add', '--all')
  git('commit', '--quiet', '--message=second')
  expect(versions(await select(dir)).pending).toEqual([])
  expect(versions(await select(dir, 'v1')).pending).toEqual(['7'])
  expect(versions(await select(dir, 'HEAD~1')).pending).toEqual(['7'])
})

test('git that cannot help says so', async () => {
  const outside = makeProject(two)
  rmSync(join(outside, '.git'), { recursive: true })
  await expect(select(outside)).rejects.toThrow(/not a git repository/)
  const { dir, git } = makeRepository(two)
  await expect(select(dir, 'nowhere')).rejects.toThrow('git knows no commit "nowhere"')
  await expect(select(dir, '--all')).rejects.toThrow(GitError)
  git('branch', '--move', 'main', 'trunk')
  await expect(select(dir)).rejects.toThrow('neither origin/HEAD nor main nor master')
})

test('a clone that is too shallow says what to do', async () => {
  const { dir, git } = makeRepository(two)
  git('switch', '--quiet', '--create', 'work')
  git('commit', '--quiet', '--allow-empty', '--message=ours')
  git('switch', '--quiet', 'main')
  git('commit', '--quiet', '--allow-empty', '--message=theirs')
  const clone = join(makeProject({}), 'clone')
  git('clone', '--quiet', '--depth=1', '--no-single-branch', '--branch=work', `file://${dir}`, clone)
  const error = await select(clone, 'origin/main').catch(reason => reason)
  expect(error).toBeInstanceOf(GitError)
  expect(error.hint).toContain('git fetch --unshallow')
})

test('the last, from a version on, or all but the applied', async () => {
  const history = await readHistory(makeProject({ '1_a.up.sql': '', '2_b.up.sql': '', '3_c.up.sql': '' }))
  expect(versions(await selectPending(history, { last: 1 })).pending).toEqual(['3'])
  expect(versions(await selectPending(history, { from: '2' })).pending).toEqual(['2', '3'])
  expect(versions(await selectPending(history, { from: '2_b.up.sql' })).pending).toEqual(['2', '3'])
  expect(versions(await selectPending(history, { applied: ['1', '3'] }))).toMatchObject({
    pending: ['2'],
    outOfOrder: ['2'],
  })
  await expect(selectPending(history, { last: 4 })).rejects.toThrow(SelectionError)
  await expect(selectPending(history, { from: '9' })).rejects.toThrow('no migration has the version 9')
})
