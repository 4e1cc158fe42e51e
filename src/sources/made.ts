import { readFile } from 'node:fs/promises'
import { UsageError } from '../base/index.ts'
import type { ReadOptions, Snapshot } from '../catalog/index.ts'
import type { History, Migration, Script } from '../history/index.ts'
import { type BaseOptions, snapshotHistory, snapshotSteps } from '../rehearsal/index.ts'

/** How SQL becomes a database. */
export interface MakeOptions extends ReadOptions {
  /** Major version of the server that SQL is run on; default: that of the other sources. */
  major?: number
  /** SQL to run before the first migration: roles and extensions of the platform. */
  setup?: readonly string[]
  onProgress?: (step: string) => void
}

/** What a history makes of an empty database. */
export async function makeDatabase(history: History, options: MakeOptions): Promise<Snapshot> {
  const snapshot = await snapshotHistory(history, await readOptions(options))
  const gaps = history.notAssessed.map(({ file, because }) => `${file}: ${because}`)
  return { ...snapshot, notRead: [...snapshot.notRead, ...gaps] }
}

/** What the migrations of a history make that are not `pending`, and what each pending one makes of that. */
export async function makeSteps(
  history: History,
  pending: readonly Migration[],
  options: MakeOptions,
): Promise<Snapshot[]> {
  return snapshotSteps(history, pending, await readOptions(options))
}

async function readOptions({ setup = [], ...options }: MakeOptions): Promise<BaseOptions & ReadOptions> {
  return { ...options, setup: await Promise.all(setup.map(readScript)), seeds: [] }
}

/** An SQL file as a history of one migration. */
export async function readSqlFile(file: string): Promise<History> {
  const up = await readScript(file)
  return {
    format: 'sql-files',
    dir: file,
    migrations: [{ version: '1', name: file, isRepeatable: false, up }],
    transactionScope: 'migration',
    settings: {},
    ignored: [],
    notAssessed: [],
  }
}

async function readScript(file: string): Promise<Script> {
  try {
    return { file, text: await readFile(file, 'utf8'), execution: 'autocommit' }
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}
