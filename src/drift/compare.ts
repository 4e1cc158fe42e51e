import {
  type Catalog,
  type CatalogDifference,
  type DiffOptions,
  describeAttribute,
  diffCatalogs,
  findRenames,
  hashCatalog,
  isOfCluster,
  type Rename,
} from '../catalog/index.ts'
import type { Source } from '../sources/index.ts'

export interface Comparison {
  from: Source
  to: Source
  differences: CatalogDifference[]
  renames: Rename[]
  /** What was left out of the comparison, and why. */
  notCompared: { what: string; because: string }[]
}

/** Compares two sides; hashes first, details only when they differ. */
export function compareSides(from: Source, to: Source, options: DiffOptions = {}): Comparison {
  const notCompared = listGaps(from, to)
  const [old, current] = [alignWith(from, to), alignWith(to, from)]
  if (old === current || hashCatalog(old) === hashCatalog(current))
    return { from, to, differences: [], renames: [], notCompared }
  const differences = diffCatalogs(old, current, options)
  return { from, to, differences, renames: findRenames(differences, old, current), notCompared }
}

/** Without what the other side cannot have, and with its owner for what a disposable server's superuser made. */
function alignWith(side: Source, other: Source): Catalog {
  if (side.isMade === other.isMade) return side.snapshot.catalog
  const owner = side.isMade ? findOwner(other.snapshot.catalog) : undefined
  const kept = [...side.snapshot.catalog].filter(([, { kind }]) => !isOfCluster(kind))
  if (owner === undefined) return new Map(kept)
  return new Map(
    kept.map(([key, object]) => {
      const attributes = Object.entries(object.attributes).map(([name, value]) =>
        isOwner(name) && value === 'postgres' ? [name, owner] : [name, value],
      )
      return [key, { ...object, attributes: Object.fromEntries(attributes) }]
    }),
  )
}

/** The role that owns most tables of a database: whoever runs its migrations. */
function findOwner(catalog: Catalog): string | undefined {
  const counts = new Map<string, number>()
  for (const { kind, attributes } of catalog.values()) {
    const owner = String(attributes.relowner)
    if (kind === 'table' && attributes.relowner !== undefined) counts.set(owner, (counts.get(owner) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0]
}

function isOwner(attribute: string): boolean {
  return describeAttribute(attribute).words === 'owner'
}

function listGaps(from: Source, to: Source): { what: string; because: string }[] {
  const unread = [from, to].flatMap(({ name, snapshot }) =>
    snapshot.notRead.map(what => ({ what, because: `it cannot be read in ${name}` })),
  )
  const made = [from, to].find(({ isMade }) => isMade)
  if (made === undefined || from.isMade === to.isMade) return unread
  return [
    ...unread,
    {
      what: 'roles, tablespaces and the settings and privileges of the database itself',
      because: `${made.name} does not say what they should be`,
    },
  ]
}
