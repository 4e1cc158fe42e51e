import { readFile } from 'node:fs/promises'
import { ExitCode, mapParallel, PgwrightError } from '../base/index.ts'
import { parseSnapshot, readFingerprint, type Snapshot, takeSnapshot } from '../catalog/index.ts'
import { connectTarget, type Session } from '../engine/index.ts'
import { type History, type HistorySettings, readHistory } from '../history/index.ts'
import { type MakeOptions, makeDatabase, readSqlFile } from './made.ts'
import { findOrigins, type Kind, kinds, type Origin } from './origin.ts'

/** A database as it was found: live, in a snapshot file, or made of SQL. */
export interface Source {
  name: string
  /** A database made of SQL has its roles, owners and settings from a disposable server. */
  isMade: boolean
  snapshot: Snapshot
  /** The migrations of the folder that it was made of. */
  history?: History
  /** Opens a read-only session in the live database. */
  connect?: () => Promise<Session>
}

/** A live database that could not be read. */
export interface UnreadSource {
  name: string
  error: PgwrightError
}

export interface SourceOptions extends MakeOptions, HistorySettings {
  /** Connection strings by name. */
  databases?: Record<string, string>
  /** The layout of a migration folder, instead of finding out. */
  layout?: string
  /** The major version when no source has one. */
  defaultMajor?: number
}

/**
 * Reads what databases are, each a live one (by URL or name), a snapshot file, a folder of migrations or an SQL file. What is
 * made of SQL is made on the major version of PostgreSQL that the first of the others has, so that it is printed alike. The
 * empty name is the database that the environment says, as for libpq.
 */
export async function readSources(names: readonly string[], options: SourceOptions): Promise<Source[]> {
  const read = await readOrigins(await findOrigins(names, options.databases), options)
  return read.map(requireRead)
}

/** @throws what kept it from being read */
export function requireRead(source: Source | UnreadSource): Source {
  if ('error' in source) throw source.error
  return source
}

/** Live databases are read at the same time, but not more than these: each may be large. */
const mostAtOnce = 4

/** The same, but a live database that cannot be read does not keep the others from being read. */
export async function readOrigins(
  origins: readonly Origin[],
  options: SourceOptions,
): Promise<(Source | UnreadSource)[]> {
  const read = new Map<string, Source | UnreadSource>()
  const listKnown = () =>
    [...read.values()].filter(source => 'snapshot' in source).map(({ snapshot }) => snapshot)
  for (const kind of kinds) {
    const ofKind = new Map(origins.filter(it => it.kind === kind).map(it => [it.given, it]))
    const known = listKnown()
    const { major = majorOf(known[0]) ?? options.defaultMajor } = options
    // What is made of SQL needs a server of its own.
    await mapParallel([...ofKind.values()], kind === 'database' ? mostAtOnce : 1, async origin => {
      options.onProgress?.(`reading ${origin.name}`)
      read.set(origin.given, await readOrigin(origin, { ...options, major }, known))
    })
  }
  return origins.map(({ given }) => read.get(given)!)
}

function majorOf(snapshot: Snapshot | undefined): number | undefined {
  return snapshot && Number.parseInt(snapshot.serverVersion, 10)
}

async function readOrigin(
  origin: Origin,
  options: SourceOptions,
  known: readonly Snapshot[],
): Promise<Source | UnreadSource> {
  const { name, kind } = origin
  try {
    const isMade = kind === 'folder' || kind === 'sql'
    return { name, isMade, ...(await readers[kind](origin, options, known)) }
  } catch (error) {
    const isAway = error instanceof PgwrightError && error.exit === ExitCode.unreachable
    if (kind !== 'database' || !isAway) throw error
    return { name, error }
  }
}

type Reader = (
  origin: Origin,
  options: SourceOptions,
  known: readonly Snapshot[],
) => Promise<Pick<Source, 'snapshot' | 'history' | 'connect'>>

const readers: Record<Kind, Reader> = {
  async database({ conninfo }, { hasDependencies }, known) {
    const connect = () => connectTarget(conninfo!)
    await using session = await connect()
    const marked = known.filter(({ fingerprint }) => fingerprint !== undefined)
    const fingerprint = marked.length > 0 ? await readFingerprint(session) : undefined
    const snapshot =
      marked.find(it => it.fingerprint === fingerprint) ?? (await takeSnapshot(session, { hasDependencies }))
    return { snapshot, connect }
  },
  async snapshot({ given }) {
    return { snapshot: parseSnapshot(await readFile(given, 'utf8'), given) }
  },
  async folder({ given }, options) {
    const history = await readHistory(given, { ...options, format: options.layout })
    return { snapshot: await makeDatabase(history, options), history }
  },
  async sql({ given }, options) {
    return { snapshot: await makeDatabase(await readSqlFile(given), options) }
  },
}
