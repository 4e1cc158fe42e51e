import type { Reach } from './reach.ts'
import type { ServerBinaries } from './server-binaries.ts'

/**
 * How our servers are made: small, in UTF-8, and sorting by code point on every machine and major. From 17 on
 * PostgreSQL brings that locale itself; before, it is the C library's, and plain C where that has none.
 */
export function listInitdbOptions(server: ServerBinaries): [string[], string[]?] {
  const common = [
    '--username=postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--no-sync',
    '--wal-segsize=1',
    '--no-instructions',
  ]
  if (server.major >= 17)
    return [[...common, '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']]
  return [
    [...common, '--locale=C.UTF-8'],
    [...common, '--locale=C'],
  ]
}

/** What our servers run with unless the caller says otherwise. They hold copies only: a crash costs nothing. */
const settings: Record<string, string> = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  // Histories make publications and replication slots.
  wal_level: 'logical',
  min_wal_size: '2MB',
  max_wal_size: '256MB',
  checkpoint_timeout: '1h',
  // A whole history may run in one transaction, which locks everything it makes.
  max_locks_per_transaction: '1024',
  max_connections: '100',
  shared_buffers: '128MB',
  // What we observe must come from the statements observed, and plans must not differ from run to run.
  autovacuum: 'off',
  jit: 'off',
  // Parallel workers count what they read for themselves, where the session does not see it.
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  track_functions: 'all',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  listen_addresses: '',
}

/** The arguments of `postgres`; settings on the command line leave the data directory's own files untouched. */
export function serverArguments(
  data: string,
  reach: Reach,
  overrides: Record<string, string> = {},
): string[] {
  const all = { ...settings, ...reach.settings, ...overrides }
  return ['-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}
