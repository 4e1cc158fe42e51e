import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../base/index.ts'
import { readFingerprint } from '../catalog/index.ts'
import { type Conninfo, connectTarget, describeTarget, resolveConninfo } from '../engine/index.ts'
import type { MakeOptions } from './made.ts'

/** In the order in which they are read: with a snapshot at hand a database need not be read when nothing changed. */
export const kinds = ['snapshot', 'database', 'folder', 'sql'] as const
export type Kind = (typeof kinds)[number]

/** Where a source is to be found. */
export interface Origin {
  /** As it was given; it may hold a password. */
  given: string
  /** What people call it; no two that were given together have the same. */
  name: string
  kind: Kind
  /** Of a live database. */
  conninfo?: Conninfo
}

/** @throws {UsageError} for files that are not there and connection strings that cannot be read */
export async function findOrigins(
  names: readonly string[],
  databases: Record<string, string> = {},
): Promise<Origin[]> {
  const origins = await Promise.all(names.map(name => findOrigin(name, databases)))
  return origins.map(origin => {
    const { given, name, conninfo } = origin
    const isAlone = origins.every(other => other.name !== name || other.given === given)
    return isAlone || conninfo === undefined ? origin : { ...origin, name: describeTarget(conninfo) }
  })
}

async function findOrigin(given: string, databases: Record<string, string>): Promise<Origin> {
  const kind = await findKind(given)
  if (kind !== 'database') return { given, name: given, kind }
  const conninfo = await resolveConninfo({ database: given || undefined, databases })
  const name = given in databases ? given : `the database ${conninfo.settings.dbname!.value}`
  return { given, name, kind, conninfo }
}

/** What is not there as a file is a database. */
async function findKind(name: string): Promise<Kind> {
  const found = await stat(name).catch(() => undefined)
  if (found?.isDirectory()) return 'folder'
  if (found?.isFile()) return name.endsWith('.sql') ? 'sql' : 'snapshot'
  if (/[/\\]$|\.(json|sql)$/.test(name) && !name.includes('://')) {
    throw new UsageError(`There is no file ${name}`)
  }
  return 'database'
}

/** A text that is another when what is there changed, and is much cheaper than reading it; `setup` is run before SQL. */
export async function stampOrigin(
  { given, kind, conninfo }: Origin,
  { setup = [] }: MakeOptions = {},
): Promise<string> {
  if (kind === 'snapshot') return stampFiles(given)
  if (conninfo === undefined) return (await Promise.all([given, ...setup].map(stampFiles))).join(' ')
  await using session = await connectTarget(conninfo)
  return await readFingerprint(session)
}

async function stampFiles(path: string): Promise<string> {
  try {
    const found = await stat(path)
    const below = found.isDirectory() ? await readdir(path, { recursive: true }) : []
    const stats = await Promise.all(below.sort().map(name => stat(join(path, name))))
    const facts = [found, ...stats].map(({ size, mtimeMs }) => [size, mtimeMs])
    return createHash('sha256')
      .update(JSON.stringify([below, facts]))
      .digest('hex')
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}
