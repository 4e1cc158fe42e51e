import { once } from 'node:events'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import {
  type CodeAction,
  createProtocolConnection,
  type Hover,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'
import { examineFiles, serve } from '../../src/language-server/index.ts'
import { makeFolder } from '../support/folder.ts'

const migrations = {
  'migrations/1.sql': 'create table orders (id bigint primary key, note varchar(20), placed timestamptz);\n',
  'migrations/2.sql': 'alter table orders alter column note type varchar(40);\n',
  'migrations/3.sql': '',
}

/** An editor with a project open. */
async function openEditor(files: Record<string, string> = migrations) {
  const folder = makeFolder(files)
  const [toServer, toEditor] = [new PassThrough(), new PassThrough()]
  const served = serve(toServer, toEditor, {
    examine: examineFiles({}),
    docsUrl: path => `file:///${path}`,
    version: '1.2.3',
  })
  const connection = createProtocolConnection(
    new StreamMessageReader(toEditor),
    new StreamMessageWriter(toServer),
  )
  const published: PublishDiagnosticsParams[] = []
  const arrived = new PassThrough()
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params)
    arrived.emit('diagnostics')
  })
  connection.listen()
  const initialized = await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: {},
  })
  await connection.sendNotification('initialized', {})
  onTestFinished(async () => {
    await connection.sendRequest('shutdown')
    await connection.sendNotification('exit')
    await served
    connection.dispose()
  })
  const uriOf = (file: string) => pathToFileURL(join(folder, file)).href

  /** The findings that are published for a text. */
  async function type(file: string, text: string, version = 1) {
    const uri = uriOf(file)
    const next = once(arrived, 'diagnostics')
    if (version === 1) {
      const textDocument = { uri, languageId: 'sql', version, text }
      await connection.sendNotification('textDocument/didOpen', { textDocument })
    } else {
      const change = { textDocument: { uri, version }, contentChanges: [{ text }] }
      await connection.sendNotification('textDocument/didChange', change)
    }
    await next
    return published.at(-1)!
  }

  return { connection, initialized, type, uriOf }
}

const newType = 'alter table orders alter column id type numeric;'

test('a migration is judged after those before it, while it is written', async () => {
  const { type } = await openEditor()
  const { diagnostics } = await type('migrations/3.sql', newType)
  const rewrite = diagnostics.find(({ code }) => code === 'rewrite-under-lock')
  expect(rewrite).toMatchObject({
    severity: 1,
    source: 'pgwright',
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: newType.length - 1 } },
    codeDescription: { href: 'file:///docs/rules/rewrite-under-lock.md' },
  })
  expect(rewrite?.message).toMatch(/from the catalog/)
  const better = await type('migrations/3.sql', 'alter table orders alter column note type text;', 2)
  expect(better.diagnostics.filter(({ code }) => code === 'rewrite-under-lock')).toEqual([])
})

test('a migration that has a folder of its own comes after those in the folders beside', async () => {
  const { type } = await openEditor({
    'app/migrations/migration_lock.toml': 'provider = "postgresql"\n',
    'app/migrations/20260101000000_init/migration.sql': migrations['migrations/1.sql'],
    'app/migrations/20260102000000_note/migration.sql': '',
  })
  const file = 'app/migrations/20260102000000_note/migration.sql'
  const { diagnostics } = await type(file, newType)
  expect(diagnostics.find(({ code }) => code === 'rewrite-under-lock')?.message).toMatch(/from the catalog/)
  const better = await type(file, 'alter table orders alter column note type varchar(40);', 2)
  expect(better.diagnostics.filter(({ code }) => code === 'rewrite-under-lock')).toEqual([])
})

test('a file alone is judged from its text, and what is no SQL is underlined', async () => {
  const { type } = await openEditor({ 'query.sql': '' })
  const { diagnostics } = await type('query.sql', 'select * frm orders;\n')
  expect(diagnostics.map(({ code }) => code)).toContain('syntax-error')
})

test('on hover it says what the statement does', async () => {
  const { connection, type, uriOf } = await openEditor()
  await type('migrations/3.sql', `-- a remark\n${newType}`)
  const position = { line: 1, character: 14 }
  const hover = await connection.sendRequest<Hover>('textDocument/hover', {
    textDocument: { uri: uriOf('migrations/3.sql') },
    position,
  })
  const { value } = hover.contents as { value: string }
  expect(value).toMatch(/ACCESS EXCLUSIVE lock on `public\.orders`, blocks reads, writes and schema changes/)
  expect(value).toMatch(/writes every row of `public\.orders` anew/)
})

test('a finding can be accepted, and its statement be replaced by the remedy', async () => {
  const { connection, type, uriOf } = await openEditor()
  await type('migrations/3.sql', '  create index on orders (note);\n')
  const actions = await connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: uriOf('migrations/3.sql') },
    range: { start: { line: 0, character: 4 }, end: { line: 0, character: 4 } },
    context: { diagnostics: [] },
  })
  const edits = actions.flatMap(({ edit }) => Object.values(edit?.changes ?? {}).flat())
  expect(edits.map(({ newText }) => newText)).toContain('  -- pgwright-ignore index-build-under-lock: \n')
  expect(edits.some(({ newText }) => /create index concurrently/i.test(newText))).toBe(true)
})

test('it says who it is and what it can', async () => {
  const { initialized } = await openEditor()
  expect(initialized).toMatchObject({
    serverInfo: { name: 'pgwright', version: '1.2.3' },
    capabilities: { hoverProvider: true },
  })
})
