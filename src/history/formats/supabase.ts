import { defineFormat } from '../format.ts'
import { deleteRow, insertRow } from '../ledger-commands.ts'
import type { Migration } from '../migration.ts'
import { byVersion, matchFiles, readScript } from '../scripts.ts'
import { supabasePlatform } from '../supabase-platform.ts'

/** Written by the first versions of the CLI, which the later ones leave out. */
const isOldInit = (path: string) => /^\d{14}_init\.sql$/.test(path) && path < '20211209000000'

export const supabase = defineFormat({
  name: 'supabase',
  title: 'Supabase CLI',
  docs: `\`supabase/migrations/<timestamp>_<name>.sql\`, ordered by file name (\`pkg/migration/list.go\`). The statements of a
file are sent as one pipeline, which is one transaction (\`pkg/migration/file.go\`, \`ExecBatch\`). Migrations use what the
platform has put into every database: roles, the schemas \`auth\`, \`storage\`, \`extensions\` and others; a minimal form of
them is made first.`,
  detect(folder) {
    const file = folder.list().find(name => /^\d+_.*\.sql$/.test(name))
    if (file === undefined || !/(^|\/)supabase\/migrations\/?$/.test(folder.dir.replaceAll('\\', '/')))
      return undefined
    return {
      certainty: 'certain',
      because: `${folder.label(file)} is where the Supabase CLI keeps migrations`,
    }
  },
  read(folder) {
    const [first, ...rest] = matchFiles(folder, /^(\d+)_(.*)\.sql$/)
    const isSkipped = first !== undefined && isOldInit(first.path)
    const files = (first === undefined || isSkipped ? rest : [first, ...rest]).map(
      ({ path, match: [, version, name] }) => ({ path, version: version!, name: name! }),
    )
    const migrations = [...byVersion(folder, files).values()].map(({ path, version, name }): Migration => {
      return { version, name, isRepeatable: false, up: readScript(folder, path, 'transaction') }
    })
    const skipped = {
      file: folder.label(first?.path ?? ''),
      because: 'the first version of the CLI wrote it',
    }
    return { migrations, ignored: isSkipped ? [skipped] : [] }
  },
  bookkeeping: supabasePlatform,
  settings: { search_path: '"$user", public, extensions' },
  write: { path: (version, name) => `${version}_${name}.sql`, frame: script => script },
  ledger: {
    tables: ['supabase_migrations.schema_migrations'],
    select: table => `select version from ${table}`,
    definition: `create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.schema_migrations (version text not null primary key, statements text[], name text)`,
    add: change => {
      const { version, name, up } = change.migration
      return [insertRow(change, { version, name, statements: [up.text.trim()] })]
    },
    remove: change => [deleteRow(change, 'version', change.migration.version)],
  },
})
