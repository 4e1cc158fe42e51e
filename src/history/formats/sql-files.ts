import type { Folder } from '../folder.ts'
import { defineFormat } from '../format.ts'
import type { Script } from '../migration.ts'
import { compareNatural } from '../order.ts'
import { fillMigrations, fillVariables } from '../psql-variables.ts'
import { pairFiles, readScript } from '../scripts.ts'

export const sqlFiles = defineFormat({
  name: 'sql-files',
  title: 'plain SQL files',
  docs: `Every \`*.sql\` file in the folder and in folders below, in the order in which people read names: digits by their
value, so \`v1.9\` comes before \`v1.10\`. A file is run statement by statement, as \`psql -f\` does, and its own BEGIN and
COMMIT count; \`:name\`, \`:'name'\` and \`:"name"\` take the values of placeholders. \`<name>.up.sql\` and \`<name>.down.sql\`, with a dot, a hyphen or an underscore, are taken as a pair. There
is no ledger. Taken when no tool's layout fits.`,
  detect(folder) {
    const files = sqlPaths(folder)
    if (files.length === 0) return undefined
    return { certainty: 'fallback', because: `${folder.label(files[0]!)} is an SQL file` }
  },
  async read(folder, placeholders) {
    const files = sqlPaths(folder).map(path => {
      const [, version = '', direction] = /^(.*?)(?:[._-](up|down))?\.sql$/i.exec(path) ?? []
      const name = version.slice(version.lastIndexOf('/') + 1)
      return { path, version, name, isDown: direction?.toLowerCase() === 'down' }
    })
    const paired = pairFiles(folder, files, path => readScript(folder, path, 'autocommit'))
    const fill = (script: Script) => fillVariables(script, placeholders)
    return { migrations: await fillMigrations(paired, fill) }
  },
})

/** Folders below count when they hold SQL themselves; a project's root with SQL far down is no migration folder. */
function sqlPaths(folder: Folder): string[] {
  return folder
    .list()
    .flatMap(name => {
      if (!name.endsWith('/')) return [name]
      return folder.list(name.slice(0, -1)).map(inner => `${name}${inner}`)
    })
    .filter(path => path.endsWith('.sql') && !/(^|\/)\./.test(path))
    .sort(compareNatural)
}
