import { BrokenHistoryError } from '../errors.ts'
import { hashWhole } from '../file-hashes.ts'
import type { Folder } from '../folder.ts'
import { defineFormat } from '../format.ts'
import { deleteRow, insertRow } from '../ledger-commands.ts'
import type { Migration, Script } from '../migration.ts'
import { blank, byVersion } from '../scripts.ts'
import { quoteTable } from '../tool-tables.ts'

const journalFile = 'meta/_journal.json'

export const drizzle = defineFormat({
  name: 'drizzle',
  title: 'Drizzle Kit',
  docs: `\`<tag>.sql\` in the order of \`meta/_journal.json\`; from drizzle-orm 1.0 on folders \`<timestamp>_<name>\` with
\`migration.sql\` and \`snapshot.json\`, ordered by name (\`drizzle-orm/src/migrator.ts\` of both). All pending migrations of
a run share one transaction (\`pg-core/dialect.ts\`, \`migrate\`). The ledger keeps the time of the journal's entry; up to
0.x whatever is not newer than its last row counts as applied.`,
  transactionScope: 'run',
  detect(folder) {
    if (folder.has(journalFile))
      return { certainty: 'certain', because: `${folder.label(journalFile)} is Drizzle's` }
    const example = migrationFolders(folder).find(name => folder.has(`${name}/snapshot.json`))
    if (example === undefined) return undefined
    return { certainty: 'certain', because: `${folder.label(example)} holds a snapshot of Drizzle's` }
  },
  async read(folder) {
    if (folder.has(journalFile)) return { migrations: await readJournal(folder) }
    return { migrations: readFolders(folder), bookkeeping: foldersBookkeeping }
  },
  bookkeeping: `create schema if not exists drizzle;
create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`,
  ledger: {
    tables: ['drizzle.__drizzle_migrations'],
    configured: folder => {
      const config = ['ts', 'mts', 'js', 'mjs', 'json']
        .map(it => folder.above(`drizzle.config.${it}`) ?? '')
        .join('\n')
      const [, settings = ''] = /\bmigrations["']?\s*:\s*\{([^}]*)\}/.exec(config) ?? []
      const value = (name: string) =>
        new RegExp(`\\b${name}["']?\\s*:\\s*["'\`]([^"'\`]+)`).exec(settings)?.[1]
      if (settings === '') return undefined
      return quoteTable(value('table') ?? '__drizzle_migrations', value('schema') ?? 'drizzle')
    },
    select: table => `select created_at::text as version, hash from ${table}`,
    rowOf: ({ version, up }, rows) => {
      const own = rows.find(row => row.version === version)
      if (own !== undefined || up.file.endsWith('/migration.sql')) return own
      return rows.some(row => BigInt(version) < BigInt(row.version)) ? { version } : undefined
    },
    hashes: (migration, folder) => hashWhole('sha256', folder, migration),
    add: change => {
      const { migration, folder } = change
      const [hash] = hashWhole('sha256', folder, migration)
      return [insertRow(change, { hash: hash!, created_at: migration.version, name: migration.name })]
    },
    remove: change => [deleteRow(change, 'created_at', change.migration.version)],
  },
})

const foldersBookkeeping = `create schema if not exists drizzle;
create table if not exists drizzle.__drizzle_migrations (
  id serial primary key,
  hash text not null,
  created_at bigint,
  name text,
  applied_at timestamptz default now()
)`

async function readJournal(folder: Folder): Promise<Migration[]> {
  const { dialect, entries } = await parseJournal(folder)
  if (dialect !== undefined && !['pg', 'postgresql'].includes(dialect)) {
    throw new BrokenHistoryError([folder.label(journalFile)], `the database is ${dialect}, not PostgreSQL`)
  }
  const missing = entries.filter(({ tag }) => !folder.has(`${tag}.sql`))
  if (missing.length > 0) {
    const files = missing.map(({ tag }) => folder.label(`${tag}.sql`))
    throw new BrokenHistoryError(files, `not there, but listed in ${folder.label(journalFile)}`)
  }
  const files = entries.map(({ when, tag }) => ({ path: `${tag}.sql`, version: String(when), name: tag }))
  return toMigrations(folder, files)
}

async function parseJournal(folder: Folder) {
  // Loaded only where there is a journal to read: zod is more than all that reads histories.
  const { z } = await import('zod')
  const journalSchema = z.object({
    dialect: z.string().optional(),
    entries: z.array(z.object({ when: z.number(), tag: z.string() })),
  })
  try {
    return journalSchema.parse(JSON.parse(folder.text(journalFile)))
  } catch (cause) {
    throw new BrokenHistoryError([folder.label(journalFile)], 'not a journal of Drizzle Kit', { cause })
  }
}

function readFolders(folder: Folder): Migration[] {
  const files = migrationFolders(folder).map(name => {
    const [, year, month, day, hour, minute, second] =
      /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(name) ?? []
    if (year === undefined) {
      throw new BrokenHistoryError([folder.label(name)], 'the name does not begin with a time of 14 digits')
    }
    const millis = Date.UTC(+year, +month! - 1, +day!, +hour!, +minute!, +second!)
    return { path: `${name}/migration.sql`, version: String(millis), name }
  })
  return toMigrations(folder, files)
}

function migrationFolders(folder: Folder): string[] {
  return folder
    .list()
    .filter(name => name.endsWith('/'))
    .map(name => name.slice(0, -1))
    .filter(name => folder.has(`${name}/migration.sql`))
}

function toMigrations(folder: Folder, files: { path: string; version: string; name: string }[]): Migration[] {
  return [...byVersion(folder, files).values()].map(({ path, version, name }) => {
    const up: Script = {
      file: folder.label(path),
      text: folder.text(path).replace(/--> statement-breakpoint/g, blank),
      execution: 'transaction',
    }
    return { version, name, isRepeatable: false, up }
  })
}
