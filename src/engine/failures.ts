import { statfs } from 'node:fs/promises'
import { PgwrightError } from '../base/index.ts'
import type { Cache } from './cache.ts'
import { CacheFolderError, DiskFullError, ServerBinariesError, ServerStartError } from './errors.ts'
import { isErrno } from './files.ts'
import { CommandError } from './supervisor.ts'

const notRunnable = [126, 127] // what a shell says of a program that cannot be executed or is not there

/** What something that went wrong on the way to a running server means for the user. */
export async function explainFailure(
  error: unknown,
  cache: Pick<Cache, 'dir' | 'account'>,
): Promise<unknown> {
  if (error instanceof PgwrightError || !(error instanceof Error)) return error
  if (await isDiskFull(error, cache.dir)) {
    return new DiskFullError(`The disk that holds the cache folder ${cache.dir} is full`, {
      hint: 'Make room (a server takes about 100 MB), or set PGWRIGHT_CACHE_DIR to a folder on another disk.',
      cause: error,
    })
  }
  if (error instanceof CommandError) return explainCommand(error, cache)
  if (!isErrno(error, 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG', 'ELOOP')) return error
  return new CacheFolderError(`The cache folder ${cache.dir} cannot be used: ${error.message}`, {
    hint: 'Set PGWRIGHT_CACHE_DIR to a folder that you may write to.',
    cause: error,
  })
}

function explainCommand(
  error: CommandError,
  { dir, account }: Pick<Cache, 'dir' | 'account'>,
): PgwrightError {
  const { command, status, output } = error
  if (command === 'mkfifo' && account) {
    return new CacheFolderError(
      `The cache folder ${dir} cannot be reached by the account "${account.name}", under which servers run because PostgreSQL refuses root: ${output}`,
      {
        hint: 'Set PGWRIGHT_CACHE_DIR to a folder that every account may enter, or run as another user.',
        cause: error,
      },
    )
  }
  if (notRunnable.includes(status) || output.includes('loading shared libraries')) {
    return new ServerBinariesError(`PostgreSQL's programs do not run on this machine: ${output}`, {
      hint: `Delete ${dir}/binaries and try again; if a shared library is missing, install PostgreSQL from your distribution.`,
      cause: error,
    })
  }
  return new ServerStartError(
    `The server did not start (${command} ended with status ${status}):\n${output}`,
    {
      hint: `If the cache folder is damaged, delete it: ${dir}`,
      cause: error,
    },
  )
}

/** By what was said, or, since a log on a full disk stays empty, because there is no room left. */
async function isDiskFull(error: Error, dir: string): Promise<boolean> {
  if (isErrno(error, 'ENOSPC', 'EDQUOT', 'EFBIG')) return true
  if (!(error instanceof CommandError)) return false
  if (/No space left on device|Disk quota exceeded|File too large/.test(error.output)) return true
  const { bavail, bsize } = await statfs(dir)
  return bavail * bsize < 64 * 1024
}
