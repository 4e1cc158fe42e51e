import { statfs } from 'node:fs/promises'
import { PgwrightError } from '../base/index.ts'
import type { Account } from './account.ts'
import { CacheFolderError, DiskFullError, ServerBinariesError, ServerStartError } from './errors.ts'
import { isErrno } from './files.ts'
import { isUnreachable } from './reach.ts'
import { CommandError } from './supervisor.ts'

/** The part of a cache that a failure is about. */
interface Place {
  dir: string
  account: Account | undefined
}

/** What something that went wrong on the way to a running server means for the user. */
export async function explainFailure(error: unknown, cache: Place): Promise<unknown> {
  if (error instanceof PgwrightError || !(error instanceof Error)) return error
  if (await isDiskFull(error, cache.dir)) {
    return new DiskFullError(`The disk that holds the cache folder ${cache.dir} is full`, {
      hint: 'Make room (a server takes about 100 MB), or set PGWRIGHT_CACHE_DIR to a folder on another disk.',
      cause: error,
    })
  }
  if (error instanceof CommandError) return explainCommand(error, cache)
  if (isErrno(error, 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG', 'ELOOP')) {
    return cacheFolderError(cache, error.message, error)
  }
  return error
}

function explainCommand(error: CommandError, cache: Place): PgwrightError {
  const { command, status, output } = error
  if (command === 'mkdir') return cacheFolderError(cache, output, error)
  // 126 and 127 are what a shell says of a program that it cannot execute or find.
  if (status === 126 || status === 127 || output.includes('loading shared libraries')) {
    return new ServerBinariesError(`PostgreSQL's programs do not run on this machine: ${output}`, {
      hint: `Delete ${cache.dir}/binaries and try again; if a library is missing, install your distribution's PostgreSQL.`,
      cause: error,
    })
  }
  if (isUnreachable(error)) {
    return new ServerStartError(`The server can be reached in no way:\n${output}`, {
      hint:
        'Set TMPDIR to a folder with a short path that the server may write to, for a Unix socket, or PGWRIGHT_PORTS to ' +
        'ports of 127.0.0.1 that are free, such as 20000-20999.',
      cause: error,
    })
  }
  const failed = command === 'stop' ? 'did not stop cleanly' : 'did not start'
  const message = `The server ${failed} (${command} ended with status ${status}):\n${output}`
  return new ServerStartError(message, {
    hint: `If the cache may be damaged, delete ${cache.dir}`,
    cause: error,
  })
}

function cacheFolderError({ dir, account }: Place, reason: string, cause: Error): CacheFolderError {
  const who = account
    ? ` by the account "${account.name}", as which servers run since PostgreSQL refuses root`
    : ''
  return new CacheFolderError(`The cache folder ${dir} cannot be used${who}: ${reason}`, {
    hint: `Set PGWRIGHT_CACHE_DIR to a folder that ${account ? `"${account.name}" may enter` : 'you may write to'}.`,
    cause,
  })
}

/** By what was said, or, since a log on a full disk stays empty, because there is no room left. */
async function isDiskFull(error: Error, dir: string): Promise<boolean> {
  if (isErrno(error, 'ENOSPC', 'EDQUOT')) return true
  if (/No space left on device|Disk quota exceeded/.test(error.message)) return true
  if (!(error instanceof CommandError)) return false
  const { bavail, bsize } = await statfs(dir)
  return bavail * bsize < 64 * 1024
}
