import { defineFormat, type LedgerChange, type SqlCommand } from '../format.ts'
import { insertRow } from '../ledger-commands.ts'
import type { Migration } from '../migration.ts'
import { compareNumbers } from '../order.ts'
import { matchFiles, pairFiles, readScript, writeNoWayBack } from '../scripts.ts'

const fileName = /^(\d+)_(.*)\.(up|down)\.sql$/

export const golangMigrate = defineFormat({
  name: 'golang-migrate',
  title: 'golang-migrate',
  docs: `Pairs \`<version>_<name>.up.sql\` and \`.down.sql\` in one folder, ordered by the version as a number
(\`source/parse.go\`, \`source/migration.go\`). Each file goes to the server as one simple-query message
(\`database/postgres\`, \`Run\`): several statements share an implicit transaction, a single one has none. The option
\`x-multi-statement\`, which splits files, is part of the connection URL and cannot be seen in the folder. The ledger
\`schema_migrations\` holds one row: the version the database is at. mattermost's morph keeps the same layout.`,
  detect(folder) {
    const file = folder.list().find(name => fileName.test(name))
    if (file === undefined) return undefined
    const isUsed = folder.above('go.mod')?.includes('golang-migrate/migrate') ?? false
    return {
      certainty: isUsed ? 'likely' : 'possible',
      because: `${folder.label(file)} is half of an up/down pair`,
    }
  },
  read(folder) {
    const files = matchFiles(folder, fileName)
      .map(({ path, match: [, version, name, direction] }) => ({
        path,
        version: String(BigInt(version!)),
        name: name!,
        isDown: direction === 'down',
      }))
      .sort((a, b) => compareNumbers(a.version, b.version))
    return { migrations: pairFiles(folder, files, path => readScript(folder, path, 'single-call')) }
  },
  bookkeeping:
    'create table if not exists schema_migrations (version bigint not null primary key, dirty boolean not null)',
  write: {
    path: (version, name) => `${version}_${name}.up.sql`,
    frame: script => script,
    companions: writeNoWayBack,
    alone: 'one',
    makeAlone: text => text,
  },
  ledger: {
    tables: ['schema_migrations'],
    select: table =>
      `select version::text, case when dirty then 'it failed, and the version is dirty' end as problem from ${table}`,
    rowOf: ({ version }, rows) => {
      const own = rows.find(row => row.version === version)
      if (own !== undefined) return own
      return rows.some(row => compareNumbers(version, row.version) < 0) ? { version } : undefined
    },
    mend: 'finish or take back what it left, then `migrate force` the version that the database is at',
    add: change => setVersion(change, change.migration),
    remove: change => {
      const { migrations } = change.history
      return setVersion(change, migrations[migrations.indexOf(change.migration) - 1])
    },
  },
})

/** The tool, too, makes the table anew (`database/postgres`, `SetVersion`). */
function setVersion(change: LedgerChange, migration: Migration | undefined): SqlCommand[] {
  const empty = { sql: `delete from ${change.table}`, params: [] }
  if (migration === undefined) return [empty]
  return [empty, insertRow(change, { version: migration.version, dirty: false })]
}
