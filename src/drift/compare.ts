import {
  type CatalogDifference,
  type DiffOptions,
  diffCatalogs,
  findRenames,
  hashCatalog,
  type Rename,
} from '../catalog/index.ts'
import type { Source } from '../sources/index.ts'
import { alignCatalogs } from './align.ts'

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
  const [old, current] = alignCatalogs(from, to)
  if (old === current || hashCatalog(old) === hashCatalog(current))
    return { from, to, differences: [], renames: [], notCompared }
  const differences = diffCatalogs(old, current, options)
  return { from, to, differences, renames: findRenames(differences, old, current), notCompared }
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
