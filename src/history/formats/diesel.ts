import { BrokenHistoryError } from '../errors.ts'
import type { Folder } from '../folder.ts'
import { defineFormat } from '../format.ts'
import { deleteRow, insertRow } from '../ledger-commands.ts'
import type { Execution, Migration } from '../migration.ts'
import { compareText } from '../order.ts'
import { byVersion, readScript } from '../scripts.ts'

export const diesel = defineFormat({
  name: 'diesel',
  title: 'Diesel',
  docs: `One folder per migration, \`<version>_<name>/up.sql\` and \`down.sql\`; the version is what stands before the first
underscore, without hyphens, ordered as text (\`migrations_internals\`, \`migration_harness.rs\`). A migration runs in one
transaction unless its \`metadata.toml\` says \`run_in_transaction = false\`, or exists without that key, whose default is
false; then each file goes to the server as one simple-query message. Hasura keeps\nthe same layout.`,
  detect(folder) {
    const example = migrationFolders(folder).find(name => folder.has(`${name}/up.sql`))
    if (example === undefined) return undefined
    const isUsed = /\bdiesel\b/.test(folder.above('Cargo.toml') ?? '')
    const because = `${folder.label(`${example}/up.sql`)} is laid out as Diesel lays out`
    return { certainty: isUsed ? 'certain' : 'possible', because }
  },
  read(folder) {
    const names = migrationFolders(folder)
      .filter(name => folder.list(name).length > 0)
      .map(name => ({ path: name, version: name.split('_')[0]!.replaceAll('-', '') }))
    const migrations = [...byVersion(folder, names).values()]
      .sort((a, b) => compareText(a.version, b.version))
      .map(({ path, version }) => readMigration(folder, path, version))
    return { migrations }
  },
  bookkeeping: `create table if not exists __diesel_schema_migrations (
  version varchar(50) primary key not null,
  run_on timestamp not null default current_timestamp
)`,
  write: {
    path: (version, name, beside) => `${writeVersion(version, beside)}_${name}/up.sql`,
    frame: script => script,
    companions: (path, isAlone) => ({
      [path.replace(/up\.sql$/, 'down.sql')]: '-- The migration before takes everything back.\n',
      ...(isAlone && { [path.replace(/up\.sql$/, 'metadata.toml')]: 'run_in_transaction = false\n' }),
    }),
    alone: 'one',
  },
  ledger: {
    tables: ['__diesel_schema_migrations'],
    select: table => `select version, run_on::timestamptz as at from ${table}`,
    add: change => [insertRow(change, { version: change.migration.version })],
    remove: change => [deleteRow(change, 'version', change.migration.version)],
  },
})

/** As Diesel's own command writes times, unless the folder has them without hyphens. */
function writeVersion(version: string, beside: string): string {
  if (/(^|\/)(?!0{14})\d+_[^/]*\/up\.sql$/.test(beside)) return version
  return version.replace(/^(\d{4})(\d\d)(\d\d)(\d{6})$/, '$1-$2-$3-$4')
}

function migrationFolders(folder: Folder): string[] {
  return folder
    .list()
    .filter(name => name.endsWith('/') && !name.startsWith('.'))
    .map(name => name.slice(0, -1))
}

function readMigration(folder: Folder, name: string, version: string): Migration {
  if (!folder.has(`${name}/up.sql`)) {
    throw new BrokenHistoryError([folder.label(name)], 'a migration folder without up.sql')
  }
  const execution = executionOf(folder, `${name}/metadata.toml`)
  const migration: Migration = {
    version,
    name: name.slice(name.indexOf('_') + 1),
    isRepeatable: false,
    up: readScript(folder, `${name}/up.sql`, execution),
  }
  if (!folder.has(`${name}/down.sql`)) return migration
  return { ...migration, down: readScript(folder, `${name}/down.sql`, execution) }
}

function executionOf(folder: Folder, metadata: string): Execution {
  if (!folder.has(metadata)) return 'transaction'
  return /^\s*run_in_transaction\s*=\s*true\b/m.test(folder.text(metadata)) ? 'transaction' : 'single-call'
}
