import { connectTarget, resolveConninfo, type Session } from '../engine/index.ts'
import { type History, type HistoryOptions, readHistory } from '../history/index.ts'
import type { UpOptions, UpResult } from './options.ts'
import { migrateUp } from './up.ts'

/** Where the migrations are, and where they go. */
export interface MigrationsOptions extends HistoryOptions {
  /** The folder of the migrations, or the root of the project. Default: the working directory. */
  dir?: string
  /** A connection string; by default PGWRIGHT_DATABASE_URL, DATABASE_URL, and what libpq takes from the environment. */
  database?: string
}

/** A folder of migrations, and a way to the database that it is for. */
export interface Migrations {
  history: History
  /** Opens a session that may write. */
  connect(): Promise<Session>
}

export interface MigrateOptions extends Omit<UpOptions, 'connect'>, MigrationsOptions {}

/** Reads a folder of migrations and finds out which database is meant; nothing is connected yet. */
export async function openMigrations({
  dir = '.',
  database,
  ...options
}: MigrationsOptions = {}): Promise<Migrations> {
  const history = await readHistory(dir, options)
  const conninfo = await resolveConninfo({ database })
  return { history, connect: () => connectTarget(conninfo, writing) }
}

/**
 * Applies what is pending, for programs that migrate when they start: however many start at once, one does it and the others
 * wait for it.
 *
 * @throws {MigrationRefusedError | MigrationFailedError | LockTimeoutError | InDoubtError | TurnError | LedgerError}
 */
export async function migrate(options: MigrateOptions = {}): Promise<UpResult> {
  const { history, connect } = await openMigrations(options)
  return migrateUp(history, { ...options, connect })
}

/** How a session is opened that migrates. */
export const writing = {
  ...{ readOnly: false, statementTimeoutMs: 0, lockTimeoutMs: 0, applicationName: 'pgwright migrate' },
}
