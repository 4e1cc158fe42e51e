import { randomUUID } from 'node:crypto'
import { BrokenHistoryError } from '../errors.ts'
import { hashWhole } from '../file-hashes.ts'
import type { Folder } from '../folder.ts'
import { defineFormat } from '../format.ts'
import { insertRow } from '../ledger-commands.ts'
import type { Migration } from '../migration.ts'
import { readScript } from '../scripts.ts'

export const prisma = defineFormat({
  name: 'prisma',
  title: 'Prisma Migrate',
  docs: `One folder per migration, \`<timestamp>_<name>/migration.sql\`, ordered by the folder's name; \`migration_lock.toml\`
beside them names the database (prisma.io/docs: "About migration histories"). A migration goes to the server as one
simple-query message. A \`down.sql\` in the folder is taken as the way back, as \`prisma migrate diff\` and
\`prisma db execute\` use it. A folder without \`migration.sql\` is Prisma's error P3015.`,
  detect(folder) {
    if (folder.has('migration_lock.toml')) {
      return { certainty: 'certain', because: `${folder.label('migration_lock.toml')} is Prisma's` }
    }
    const example = migrationFolders(folder).find(
      name => /^\d{14}_/.test(name) && folder.has(`${name}/migration.sql`),
    )
    if (example === undefined || folder.has(`${example}/snapshot.json`)) return undefined
    return {
      certainty: 'possible',
      because: `${folder.label(example)}/migration.sql is laid out as Prisma lays out`,
    }
  },
  read(folder) {
    const lock = folder.has('migration_lock.toml') ? folder.text('migration_lock.toml') : ''
    const [, provider = 'postgresql'] = /^\s*provider\s*=\s*"([^"]*)"/m.exec(lock) ?? []
    if (!['postgres', 'postgresql', 'cockroachdb'].includes(provider)) {
      throw new BrokenHistoryError(
        [folder.label('migration_lock.toml')],
        `the database is ${provider}, not PostgreSQL`,
      )
    }
    return { migrations: migrationFolders(folder).flatMap(name => readMigration(folder, name)) }
  },
  bookkeeping: `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`,
  write: {
    path: (version, name) => `${version}_${name}/migration.sql`,
    frame: script => script,
    alone: 'one',
    makeAlone: text => text,
  },
  ledger: {
    tables: ['_prisma_migrations'],
    // Hashes of other lengths lack zeros: an old version of the tool forgot them.
    select: table => `select migration_name as version, finished_at as at,
  case when length(checksum) = 64 then checksum end as hash,
  case when finished_at is null then 'it was begun and not finished' end as problem
from ${table} where rolled_back_at is null`,
    hashes: (migration, folder) => hashWhole('sha256', folder, migration),
    mend: 'finish or take back what it left, then `prisma migrate resolve`',
    add: change => [
      insertRow(change, {
        id: randomUUID(),
        checksum: hashWhole('sha256', change.folder, change.migration)[0]!,
        finished_at: { sql: 'now()' },
        migration_name: change.migration.version,
        applied_steps_count: 1,
      }),
    ],
    remove: ({ table, migration }) => [
      {
        sql: `update ${table} set rolled_back_at = now() where migration_name = $1 and rolled_back_at is null`,
        params: [migration.version],
      },
    ],
  },
})

function migrationFolders(folder: Folder): string[] {
  return folder
    .list()
    .filter(name => name.endsWith('/') && !name.startsWith('.'))
    .map(name => name.slice(0, -1))
}

/** A folder with a migration in TypeScript is another tool's on top of Prisma's layout; it is told as not read. */
function readMigration(folder: Folder, version: string): Migration[] {
  if (folder.has(`${version}/migration.ts`)) return []
  if (!folder.has(`${version}/migration.sql`)) {
    throw new BrokenHistoryError([folder.label(version)], 'a migration folder without migration.sql (P3015)')
  }
  const migration: Migration = {
    version,
    name: version.replace(/^\d+_/, ''),
    isRepeatable: false,
    up: readScript(folder, `${version}/migration.sql`, 'single-call'),
  }
  if (!folder.has(`${version}/down.sql`)) return [migration]
  return [{ ...migration, down: readScript(folder, `${version}/down.sql`, 'autocommit') }]
}
