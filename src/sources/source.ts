import { readFile, stat } from 'node:fs/promises'
import { UsageError } from '../base/index.ts'
import { parseSnapshot, readFingerprint, type Snapshot, takeSnapshot } from '../catalog/index.ts'
import { connectTarget, resolveConninfo } from '../engine/index.ts'
import { type History, readHistory, type Script } from '../history/index.ts'
import { snapshotHistory } from '../rehearsal/index.ts'

/** A database as it was found under a name: live, in a snapshot file, or made of SQL. */
export interface Source {
  /** As it was given. */
  name: string
  /** A database made of SQL has its roles, owners and settings from a disposable server. */
  isMade: boolean
  snapshot: Snapshot
}

export interface SourceOptions {
  /** Connection strings by name. */
  databases?: Record<string, string>
  /** The layout of a migration folder, instead of finding out. */
  layout?: string
  /** Major version of the server that SQL is run on; default: that of the other sources. */
  major?: number
  /** The major version when no source has one. */
  defaultMajor?: number
  /** SQL to run before the first migration: roles and extensions of the platform. */
  setup?: readonly string[]
  /** Read also what depends on what; a snapshot file has it anyway. */
  hasDependencies?: boolean
  onProgress?: (step: string) => void
}

/**
 * Reads what databases are, each a live one (by URL or name), a snapshot file, a folder of migrations or an SQL file. What is
 * made of SQL is made on the major version of PostgreSQL that the first of the others has, so that it is printed alike. The
 * empty name is the database that the environment says, as for libpq.
 */
export async function readSources(names: readonly string[], options: SourceOptions): Promise<Source[]> {
  const sources = await Promise.all(names.map(async name => ({ name, kind: await findKind(name) })))
  const read = new Map<string, Source>()
  let { major } = options
  for (const kind of kinds) {
    for (const { name } of sources.filter(source => source.kind === kind && !read.has(source.name))) {
      options.onProgress?.(`reading ${kind === 'database' ? 'the database' : name}`)
      const known = [...read.values()].map(source => source.snapshot)
      const snapshot = await readers[kind](name, { ...options, major: major ?? options.defaultMajor }, known)
      const isMade = kind === 'folder' || kind === 'sql'
      read.set(name, { name: describeSource(name, kind, snapshot), isMade, snapshot })
      major ??= Number.parseInt(snapshot.serverVersion, 10)
    }
  }
  return names.map(name => read.get(name)!)
}

/** In the order in which they are read: with a snapshot at hand a database need not be read when nothing changed. */
const kinds = ['snapshot', 'database', 'folder', 'sql'] as const
type Kind = (typeof kinds)[number]

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

/** A connection string may hold a password. */
function describeSource(name: string, kind: Kind, { database }: Snapshot): string {
  return kind === 'database' ? `the database ${database}` : name
}

type Reader = (name: string, options: SourceOptions, known: readonly Snapshot[]) => Promise<Snapshot>

const readers: Record<Kind, Reader> = {
  async database(name, { databases, hasDependencies }, known) {
    const conninfo = await resolveConninfo({ database: name || undefined, databases })
    await using session = await connectTarget(conninfo)
    const marked = known.filter(({ fingerprint }) => fingerprint !== undefined)
    const fingerprint = marked.length > 0 ? await readFingerprint(session) : undefined
    return (
      marked.find(it => it.fingerprint === fingerprint) ?? (await takeSnapshot(session, { hasDependencies }))
    )
  },
  async snapshot(name) {
    return parseSnapshot(await readFile(name, 'utf8'), name)
  },
  async folder(name, options) {
    return makeDatabase(await readHistory(name, { format: options.layout }), options)
  },
  async sql(name, options) {
    const up = await readScript(name)
    return makeDatabase(
      {
        format: 'sql-files',
        dir: name,
        migrations: [{ version: '1', name, isRepeatable: false, up }],
        transactionScope: 'migration',
        settings: {},
        ignored: [],
        notAssessed: [],
      },
      options,
    )
  },
}

async function makeDatabase(
  history: History,
  { major, setup = [], hasDependencies, onProgress }: SourceOptions,
): Promise<Snapshot> {
  const scripts = await Promise.all(setup.map(readScript))
  const snapshot = await snapshotHistory(history, {
    major,
    setup: scripts,
    seeds: [],
    hasDependencies,
    onProgress,
  })
  const gaps = history.notAssessed.map(({ file, because }) => `${file}: ${because}`)
  return { ...snapshot, notRead: [...snapshot.notRead, ...gaps] }
}

async function readScript(file: string): Promise<Script> {
  try {
    return { file, text: await readFile(file, 'utf8'), execution: 'autocommit' }
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}
