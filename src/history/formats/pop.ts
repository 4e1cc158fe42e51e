import { quoteIdentifier } from '../../sql/index.ts'
import { defineFormat } from '../format.ts'
import { deleteRow, insertRow } from '../ledger-commands.ts'
import type { Script } from '../migration.ts'
import type { Placeholders } from '../placeholder-values.ts'
import { substitute } from '../placeholders.ts'
import { findByText, matchFiles, type PairedFile, pairFiles, readScript } from '../scripts.ts'

const fileName = /^(\d+)_([^.]+?)(?:\.(?!autocommit\b)([a-z0-9]+))?(\.autocommit)?\.(up|down)\.sql$/

/** Of the files with one version the first kind that is there is run. */
const dialects = ['postgres', 'postgresql', '']

export const pop = defineFormat({
  name: 'pop',
  title: 'pop (soda)',
  docs: `Pairs \`<version>_<name>[.<database>][.autocommit].up.sql\` and \`.down.sql\`, ordered by version as text; a file for
PostgreSQL wins over one for every database, those for other databases are left aside (gobuffalo/pop, ory/x \`popx\`). A
file runs in one transaction, one marked \`autocommit\` as one simple-query message. Text is a Go template:
\`{{ index .Options "Name" }}\` takes the placeholder \`Name\`; \`Namespace\`, a schema, is \`auth\` unless given, as in
supabase/auth.`,
  detect(folder) {
    if (!folder.list().some(name => fileName.test(name))) return undefined
    const template = findByText(folder, /\{\{-?\s*index\s+\.Options\b/)
    const sign =
      template ??
      folder.list().find(name => /\.(postgres|cockroach|sqlite3)(\.autocommit)?\.up\.sql$/.test(name))
    if (sign === undefined) return undefined
    return { certainty: 'certain', because: `${folder.label(sign)} is written for pop` }
  },
  read(folder, placeholders) {
    const all = matchFiles(folder, fileName).map(
      ({ path, match: [, version, name, dialect = '', mark, direction] }) => {
        const isDown = direction === 'down'
        return { path, version: version!, name: name!, dialect, isAutocommit: mark !== undefined, isDown }
      },
    )
    const files = chooseDialect(all)
    const toScript = (path: string): Script => {
      const isAutocommit = path.includes('.autocommit.')
      return fillTemplate(
        readScript(folder, path, isAutocommit ? 'single-call' : 'transaction'),
        placeholders,
      )
    }
    const chosen = new Set(files)
    const ignored = all
      .filter(file => !chosen.has(file))
      .map(({ path }) => ({ file: folder.label(path), because: 'for another database' }))
    const bookkeeping = `create schema if not exists ${quoteIdentifier(placeholders.find('Namespace') ?? namespace)};
create table if not exists schema_migrations (version varchar(14) not null)`
    return { migrations: pairFiles(folder, files, toScript), ignored, bookkeeping }
  },
  ledger: {
    tables: ['schema_migrations', 'schema_migration', 'auth.schema_migrations'],
    select: table => `select version from ${table}`,
    add: change => [insertRow(change, { version: change.migration.version })],
    remove: change => [deleteRow(change, 'version', change.migration.version)],
  },
})

interface PopFile extends PairedFile {
  dialect: string
}

/** The files that pop runs: of those with one version and direction, the one that is most PostgreSQL's. */
function chooseDialect<T extends PopFile>(files: readonly T[]): T[] {
  const best = new Map<string, T>()
  for (const dialect of dialects.toReversed()) {
    for (const file of files.filter(candidate => candidate.dialect === dialect)) {
      best.set(`${file.version} ${file.isDown}`, file)
    }
  }
  const chosen = new Set(best.values())
  return files.filter(file => chosen.has(file))
}

/** In supabase/auth. */
const namespace = 'auth'

function fillTemplate(script: Script, placeholders: Placeholders): Script {
  return substitute(script, /\{\{-?\s*(?:index\s+\.Options\s+"(\w+)")?[^}]*\}\}/g, ([, name = ''], mark) =>
    placeholders.require({ name, ...mark }, { own: name === 'Namespace' ? namespace : undefined }),
  )
}
