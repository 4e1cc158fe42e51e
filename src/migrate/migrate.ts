import { connectTarget, resolveConninfo } from '../engine/index.ts'
import { type HistoryOptions, readHistory } from '../history/index.ts'
import type { UpOptions, UpResult } from './options.ts'
import { migrateUp } from './up.ts'

export interface MigrateOptions extends Omit<UpOptions, 'connect'>, HistoryOptions {
  /** The folder of the migrations, or the root of the project. Default: the working directory. */
  dir?: string
  /** A connection string; by default PGWRIGHT_DATABASE_URL, DATABASE_URL, and what libpq takes from the environment. */
  database?: string
}

/**
 * Applies what is pending, for programs that migrate when they start: however many start at once, one does it and the others
 * wait for it.
 *
 * @throws {MigrationRefusedError | MigrationFailedError | LockTimeoutError | InDoubtError | TurnError | LedgerError}
 */
export async function migrate({ dir = '.', database, ...options }: MigrateOptions = {}): Promise<UpResult> {
  const history = await readHistory(dir, options)
  const conninfo = await resolveConninfo({ database })
  const connect = () => connectTarget(conninfo, writing)
  return migrateUp(history, { ...options, connect })
}

/** How a session is opened that migrates. */
export const writing = {
  ...{ readOnly: false, statementTimeoutMs: 0, lockTimeoutMs: 0, applicationName: 'pgwright migrate' },
}
