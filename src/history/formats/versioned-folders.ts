import { BrokenHistoryError } from '../errors.ts'
import type { Folder } from '../folder.ts'
import { defineFormat } from '../format.ts'
import type { Migration } from '../migration.ts'
import { compareDotted } from '../order.ts'
import { readScript } from '../scripts.ts'

const folderName = /^v(\d+(?:\.\d+)*)\/$/

export const versionedFolders = defineFormat({
  name: 'versioned-folders',
  title: 'Temporal SQL tool',
  docs: `Folders \`v<version>\`, ordered by the numbers of the version, each with a \`manifest.json\` that lists its files in
order (Temporal and Cadence, \`tools/common/schema\`). Statements are run one by one, without a transaction around them.
Each file is a migration; the ledger \`schema_version\` keeps the version the database is at.`,
  detect(folder) {
    const example = folder.list().find(name => folderName.test(name) && folder.has(`${name}manifest.json`))
    if (example === undefined) return undefined
    return {
      certainty: 'certain',
      because: `${folder.label(`${example}manifest.json`)} lists the files of a version`,
    }
  },
  async read(folder) {
    const names = folder
      .list()
      .filter(name => folderName.test(name))
      .sort((a, b) => compareDotted(a.slice(1, -1), b.slice(1, -1)))
    const versions = await Promise.all(names.map(name => readVersion(folder, name)))
    return { migrations: versions.flat() }
  },
  ledger: {
    tables: ['schema_version'],
    select: table => `select curr_version as version from ${table}`,
    rowOf: ({ version }, rows) => {
      const own = version.split('/')[0]!
      const row = rows.find(({ version }) => compareDotted(own, version) <= 0)
      return row === undefined || compareDotted(own, row.version) === 0 ? row : { version: own }
    },
  },
})

async function readVersion(folder: Folder, name: string): Promise<Migration[]> {
  const manifest = `${name}manifest.json`
  if (!folder.has(manifest))
    throw new BrokenHistoryError([folder.label(name)], 'a version without manifest.json')
  const { CurrVersion: version, SchemaUpdateCqlFiles: files } = await parseManifest(folder, manifest)
  const missing = files.filter(file => !folder.has(name + file)).map(file => folder.label(name + file))
  if (missing.length > 0)
    throw new BrokenHistoryError(missing, `not there, but listed in ${folder.label(manifest)}`)
  return files.map(file => ({
    version: `${version}/${file}`,
    name: file.replace(/\.sql$/, ''),
    isRepeatable: false,
    up: readScript(folder, name + file, 'autocommit'),
  }))
}

async function parseManifest(folder: Folder, path: string) {
  // Loaded only where there is a manifest to read: zod is more than all that reads histories.
  const { z } = await import('zod')
  const manifestSchema = z.object({ CurrVersion: z.string(), SchemaUpdateCqlFiles: z.array(z.string()) })
  try {
    return manifestSchema.parse(JSON.parse(folder.text(path)))
  } catch (cause) {
    throw new BrokenHistoryError([folder.label(path)], 'not a manifest that lists SQL files', { cause })
  }
}
