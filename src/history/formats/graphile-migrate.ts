import { createHash } from 'node:crypto'
import { splitSource } from '../../sql/index.ts'
import { BrokenHistoryError } from '../errors.ts'
import { readWhole } from '../file-hashes.ts'
import type { Folder } from '../folder.ts'
import { defineFormat } from '../format.ts'
import { deleteRow, insertRow } from '../ledger-commands.ts'
import type { Hook, Migration, Script, Unread } from '../migration.ts'
import { compareText } from '../order.ts'
import type { Placeholders } from '../placeholder-values.ts'
import { substitute } from '../placeholders.ts'
import { blank } from '../scripts.ts'

const committedName = /^([0-9]+)(?:-([-_a-zA-Z0-9]*))?\.sql$/

export const graphileMigrate = defineFormat({
  name: 'graphile-migrate',
  title: 'Graphile Migrate',
  docs: `\`committed/<number>[-message].sql\`, ordered by file name, each signed by \`--! Hash:\` over its text and
\`--! Previous:\`, the hash of the one before (FORMATS.md, \`src/migration.ts\`, \`src/hash.ts\`): a chain that does not hold
is an error here as there. Not empty, \`current.sql\` is the change being worked on; it runs again whenever it changes. A
file runs in one transaction; with \`--! no-transaction\` as its first line it goes to the server as one simple-query
message. \`:DATABASE_NAME\`, \`:DATABASE_OWNER\` and the placeholders of \`.gmrc\` are replaced. Files of its
\`beforeAllMigrations\` and \`afterAllMigrations\` are hooks of a run.`,
  detect(folder) {
    const example = folder.list('committed').find(name => committedName.test(name))
    if (example !== undefined && /^--! (Previous|Hash):/m.test(folder.text(`committed/${example}`))) {
      return {
        certainty: 'certain',
        because: `${folder.label(`committed/${example}`)} is signed by Graphile Migrate`,
      }
    }
    const hasSettings = folder.above('.gmrc') !== undefined || folder.above('.gmrc.js') !== undefined
    if (!hasSettings || !folder.has('current.sql')) return undefined
    return {
      certainty: 'certain',
      because: `${folder.label('current.sql')} and .gmrc are Graphile Migrate's`,
    }
  },
  normalizePlaceholder: name => name.replace(/^:/, ''),
  async read(folder, placeholders) {
    const committed = folder
      .list('committed')
      .filter(name => committedName.test(name))
      .sort(compareText)
    checkChain(folder, committed)
    const settings = readSettings(folder)
    const fill = (script: Script) => fillPlaceholders(script, settings, placeholders)
    const migrations = committed.map(name => toMigration(folder, name, fill))
    const current = await readCurrent(folder, fill)
    const actions = readActions(folder, path => toScript(folder, path, fill))
    return {
      migrations: [...migrations, ...current.migrations],
      hooks: actions.hooks,
      notAssessed: [...current.notAssessed, ...actions.notAssessed],
    }
  },
  bookkeeping: `create schema if not exists graphile_migrate;
create table if not exists graphile_migrate.migrations (
  hash text primary key,
  previous_hash text references graphile_migrate.migrations,
  filename text not null,
  date timestamptz not null default now()
);
create table if not exists graphile_migrate.current (
  filename text primary key default 'current.sql',
  content text not null,
  date timestamptz not null default now()
)`,
  ledger: {
    tables: ['graphile_migrate.migrations'],
    select: table => `select filename as version, date as at, hash from ${table}`,
    hashes: (migration, folder) => [headersOf(migration, folder).get('Hash')!],
    // What is being worked on is in no ledger.
    add: change => {
      const { migration, folder } = change
      if (migration.isRepeatable) return []
      const headers = headersOf(migration, folder)
      const previous = headers.get('Previous')!
      return [
        insertRow(change, {
          hash: headers.get('Hash')!,
          previous_hash: previous === '-' ? null : previous,
          filename: migration.version,
        }),
      ]
    },
    remove: change => [deleteRow(change, 'filename', change.migration.version)],
  },
})

function headersOf(migration: Migration, folder: Folder): Map<string, string> {
  return readSigned(readWhole(folder, migration)).headers
}

interface Signed {
  headers: Map<string, string>
  /** What is signed and run: everything behind the headers. */
  body: string
  bodyStart: number
}

function readSigned(text: string): Signed {
  const headers = new Map<string, string>()
  const header = /--! ([A-Z][a-zA-Z0-9_]*)(?::(.*))?\r?(?:\n|$)/y
  let bodyStart = 0
  for (let match = header.exec(text); match !== null; match = header.exec(text)) {
    headers.set(match[1]!, (match[2] ?? '').trim())
    bodyStart = header.lastIndex
  }
  return { headers, body: text.slice(bodyStart), bodyStart }
}

/** The hash is over text with `\n`; a checkout with `\r\n` holds the same migration. */
function hashOf(body: string, previous: string): string {
  const signed = `${`${previous}\n${body.replaceAll('\r\n', '\n').trim()}`.trim()}\n`
  return `sha1:${createHash('sha1').update(signed).digest('hex')}`
}

function checkChain(folder: Folder, committed: readonly string[]): void {
  let before = { path: '', hash: '-' }
  for (const name of committed) {
    const path = folder.label(`committed/${name}`)
    const { headers, body } = readSigned(folder.text(`committed/${name}`))
    const hash = headers.get('Hash')
    const previous = headers.get('Previous')
    if (hash === undefined || previous === undefined) {
      throw new BrokenHistoryError(
        [path],
        'a committed migration has the headers "--! Previous" and "--! Hash"',
      )
    }
    if (previous !== before.hash) {
      const files = before.path === '' ? [path] : [before.path, path]
      throw new BrokenHistoryError(
        files,
        `the chain is broken: "--! Previous: ${previous}" is not ${before.hash}`,
      )
    }
    if (hash !== hashOf(body, previous === '-' ? '' : previous) && !headers.has('AllowInvalidHash')) {
      throw new BrokenHistoryError(
        [path],
        'the text does not have the hash it is signed with: it was edited',
        {
          hint: 'Undo the edit, or allow it with the header "--! AllowInvalidHash".',
        },
      )
    }
    before = { path, hash }
  }
}

function toMigration(folder: Folder, name: string, fill: Fill): Migration {
  const [, number, message] = committedName.exec(name)!
  return {
    version: `${number}.sql`,
    name: message || number!,
    isRepeatable: false,
    up: toScript(folder, `committed/${name}`, fill),
  }
}

type Fill = (script: Script) => Script

function toScript(folder: Folder, path: string, fill: Fill): Script {
  const text = folder.text(path)
  const { body, bodyStart } = readSigned(text)
  return fill({
    file: folder.label(path),
    text: blank(text.slice(0, bodyStart)) + body,
    execution: /^\s*--!\s*no-transaction\b/.test(body) ? 'single-call' : 'transaction',
  })
}

/** What .gmrc does not name is left as it is; what it takes from the environment has to be there. */
function fillPlaceholders(
  script: Script,
  settings: ReadonlyMap<string, string>,
  placeholders: Placeholders,
): Script {
  return substitute(script, /:([A-Z][A-Z0-9_]*)\b/g, ([, name = ''], mark) => {
    const own = settings.get(name)
    if (own !== '!ENV') return placeholders.fill({ name, ...mark }, { own })
    const hint = `Set the environment variable ${name}, which .gmrc names, or give it: --placeholder ${name}=<value>`
    return placeholders.require({ name, ...mark }, { hint })
  })
}

/** `.gmrc` is JSON5, of which only the placeholders matter; `!ENV` takes the environment variable of that name. */
function readSettings(folder: Folder): Map<string, string> {
  const settings = readGmrc(folder)
  const values = new Map([
    ['DATABASE_NAME', 'postgres'],
    ['DATABASE_OWNER', 'postgres'],
  ])
  const entry = /["']?:([A-Z][A-Z0-9_]*)["']?\s*:\s*["']([^"']*)["']/g
  for (const [, name, value] of settings.matchAll(entry)) {
    values.set(name!, value === '!ENV' ? (process.env[name!] ?? value) : value!)
  }
  return values
}

const actionMoments = { beforeAllMigrations: 'before', afterAllMigrations: 'after' } as const

/** Files of SQL are run as hooks; commands, and what is run as the superuser (`!file.sql`), are not. */
function readActions(
  folder: Folder,
  read: (path: string) => Script,
): { hooks: Hook[]; notAssessed: Unread[] } {
  const settings = readGmrc(folder)
  const hooks: Hook[] = []
  const notAssessed: Unread[] = []
  for (const [key, moment] of Object.entries(actionMoments)) {
    const [, list, only] =
      new RegExp(`["']?${key}["']?\\s*:\\s*(?:\\[([^\\]]*)\\]|(["'][^"']*["']|\\{))`).exec(settings) ?? []
    for (const action of (only ?? list ?? '').split(',').filter(it => it.trim() !== '')) {
      const [, path] = /^\s*["']([^"'!][^"']*\.sql)["']\s*$/.exec(action) ?? []
      if (path !== undefined) hooks.push({ moment, direction: 'up', script: read(path) })
      else if (!notAssessed.some(({ file }) => file === `${key} of .gmrc`))
        notAssessed.push({ file: `${key} of .gmrc`, because: 'an action that is not a file of SQL' })
    }
  }
  return { hooks, notAssessed }
}

function readGmrc(folder: Folder): string {
  return (folder.above('.gmrc') ?? '').replace(/^\s*\/\/.*$/gm, '')
}

async function readCurrent(
  folder: Folder,
  fill: Fill,
): Promise<{ migrations: Migration[]; notAssessed: Unread[] }> {
  const parts = folder.list('current').filter(name => name.endsWith('.sql'))
  const paths = folder.has('current.sql') ? ['current.sql'] : parts.map(name => `current/${name}`)
  const unread = paths.filter(path => /^--![ \t]*include\b/m.test(folder.text(path)))
  const scripts = paths.filter(path => !unread.includes(path)).map(path => toScript(folder, path, fill))
  const migrations: Migration[] = []
  for (const up of scripts) {
    const isEmpty = (await splitSource(up)).statements.length === 0
    const version = up.file.slice(folder.label('').length + 1)
    if (!isEmpty) migrations.push({ version, name: version.slice(0, -4), isRepeatable: true, up })
  }
  const notAssessed = unread.map(path => ({
    file: folder.label(path),
    because: 'it includes other files (--!include)',
  }))
  return { migrations, notAssessed }
}
