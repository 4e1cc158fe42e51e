import { toSlug } from '../base/index.ts'
import type { Catalog, CatalogObject } from '../catalog/index.ts'
import { schemaName } from './names.ts'
import { preamble } from './script.ts'
import type { Step } from './step.ts'

/** The first line of every file of a dump: by it a file that no longer belongs there is known to be safe to remove. */
export const dumpMark = '-- Made by `pgwright dump`; what is changed here by hand is lost with the next one.'

/** The file that restores all others in their order. */
const restoreFile = 'restore.sql'

/**
 * A file for each object, with all that belongs to it, by path; `restore.sql` runs them with psql. What must wait for other
 * objects, such as foreign keys, is in a second file of the same object.
 */
export function renderDumpFiles(steps: readonly Step[], catalog: Catalog): Map<string, string> {
  const files = new Map<string, string>()
  const written = new Map<string, number>()
  let current: string | undefined
  let object = ''
  for (const step of steps) {
    const place = placeOf(step.object, catalog)
    if (place !== current || !files.has(fileOf(place, written.get(place)!))) {
      written.set(place, (written.get(place) ?? 0) + 1)
      files.set(fileOf(place, written.get(place)!), `${dumpMark}\n`)
      object = ''
    }
    current = place
    const file = fileOf(place, written.get(place)!)
    files.set(file, `${files.get(file)}${step.object === object ? '' : '\n'}${step.sql};\n`)
    object = step.object
  }
  const settings = preamble.map(it => `${it};\n`).join('')
  const includes = [...files.keys()].map(file => `\\ir ${file}\n`).join('')
  return new Map([...files, [restoreFile, `${dumpMark}\n\n${settings}\n${includes}`]])
}

function fileOf(place: string, part: number): string {
  return part === 1 ? `${place}.sql` : `${place}.${part}.sql`
}

/** `shop/tables/orders` */
function placeOf(key: string, catalog: Catalog): string {
  const object = containerOf(catalog.get(key), catalog)
  if (object === undefined) return 'other'
  const { kind, identity } = object
  const schema = kind === 'schema' ? identity : schemaName(identity.replace(/\(.*$/s, ''))
  const name = schema === undefined || kind === 'schema' ? identity : identity.slice(schema.length + 1)
  const folder = schema === undefined ? '' : `${toSlug(schema)}/`
  return `${folder}${kind === 'schema' ? 'schema' : `${toSlug(kind)}/${toSlug(name)}`}`
}

/** What an object belongs to and stands with. */
function containerOf(object: CatalogObject | undefined, catalog: Catalog): CatalogObject | undefined {
  const container = catalog.get(object?.within ?? '')
  return container === undefined ? object : containerOf(container, catalog)
}
