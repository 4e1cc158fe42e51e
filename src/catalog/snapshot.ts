import { createHash, hash } from 'node:crypto'
import type { Session } from '../engine/index.ts'
import type { Catalog, CatalogObject } from './catalog.ts'
import { type ReadOptions, readEverything } from './read.ts'

/** A catalog with where it is from. */
export interface Snapshot {
  /** Such as `18.4`. */
  serverVersion: string
  database: string
  catalog: Catalog
  /** System catalogs and columns that the login could not read. */
  notRead: string[]
  /** See `readFingerprint`; from before the catalog was read, so that it is never newer. */
  fingerprint?: string
}

/** Reads a whole database at one moment; the session must not be in a transaction. */
export async function takeSnapshot(session: Session, options?: ReadOptions): Promise<Snapshot> {
  await session.execute('begin isolation level repeatable read, read only')
  try {
    const [row] = await session.query<{ version: string; database: string }>(
      `select split_part(pg_catalog.current_setting('server_version'), ' ', 1) as version,
        pg_catalog.current_database() as database`,
    )
    const { catalog, notRead } = await readEverything(session, options)
    return { serverVersion: row!.version, database: row!.database, catalog, notRead }
  } finally {
    await session.execute('rollback')
  }
}

/** Objects share what they have in common, which is hashed once. */
const hashes = new WeakMap<CatalogObject['attributes'], string>()

/** The same for the same content: attributes in whatever order, under whatever name. */
export function hashContent({ attributes }: CatalogObject): string {
  const known = hashes.get(attributes)
  if (known !== undefined) return known
  const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))
  const made = hash('sha256', JSON.stringify(sorted))
  hashes.set(attributes, made)
  return made
}

/** One hash for everything there is. */
export function hashCatalog(catalog: Catalog): string {
  const hash = createHash('sha256')
  for (const [key, object] of catalog) hash.update(`${key}\n${hashContent(object)}\n`)
  return hash.digest('hex')
}
