import { textOf } from './attributes.ts'
import { type Catalog, keyOf } from './catalog.ts'
import { unquote } from './identity.ts'

export interface Extension {
  /** In the catalog: `extension hstore`. */
  key: string
  name: string
  schema: string
  /** Of the extension, such as `1.8`. */
  version: string
  comment?: string
  /** How many objects of each kind it brought. */
  members: Record<string, number>
}

/** Every installed extension, by name. */
export function readExtensions(catalog: Catalog): Extension[] {
  const members = countMembers(catalog)
  return [...catalog.values()]
    .filter(({ kind }) => kind === 'extension')
    .map(object => {
      const name = unquote(object.identity)
      return {
        key: keyOf(object),
        name,
        schema: unquote(textOf(object, 'extnamespace') ?? ''),
        version: textOf(object, 'extversion') ?? '',
        comment: textOf(object, 'description'),
        members: members.get(object.identity) ?? {},
      }
    })
}

function countMembers(catalog: Catalog): Map<string, Record<string, number>> {
  const members = new Map<string, Record<string, number>>()
  for (const object of catalog.values()) {
    const extension = textOf(object, 'member_of')
    if (extension === undefined) continue
    const counts = members.get(extension) ?? {}
    counts[object.kind] = (counts[object.kind] ?? 0) + 1
    members.set(extension, counts)
  }
  return members
}
