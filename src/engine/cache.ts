import { execFile } from 'node:child_process'
import { chown, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Account, findServerAccount } from './account.ts'
import { cacheFolder } from './cache-folder.ts'
import { CacheFolderError } from './errors.ts'
import { explainFailure } from './failures.ts'

const execute = promisify(execFile)

/** Everything that pgwright keeps on a machine; all of it may be deleted while no pgwright runs. */
export interface Cache {
  dir: string
  /** Servers from npm, made runnable: `<build>/bin/postgres`. */
  binaries: string
  /** Data directories of cleanly stopped servers. */
  templates: string
  /** One folder per running cluster. */
  runs: string
  /** Whom the servers run as, when not as ourselves. */
  account: Account | undefined
}

/** Finds the cache folder and makes what is missing of it. */
export async function openCache(): Promise<Cache> {
  const account = await findServerAccount()
  const dir = cacheFolder(account !== undefined)
  const cache = {
    dir,
    binaries: join(dir, 'binaries'),
    templates: join(dir, 'templates'),
    runs: join(dir, 'runs'),
    account,
  }
  if (/["$`\\\n]/.test(dir)) {
    throw new CacheFolderError(`PostgreSQL's initdb cannot take the path of the cache folder, ${dir}`, {
      hint: 'Set PGWRIGHT_CACHE_DIR to a folder whose path has none of " $ ` \\ and no line break.',
    })
  }
  try {
    for (const folder of [cache.binaries, cache.templates, cache.runs]) {
      const isNew = (await mkdir(folder, { recursive: true })) !== undefined
      if (isNew) await spreadOverDisk(folder)
      // The programs stay ours: the account that runs the servers must not be able to change what root starts.
      if (account && folder !== cache.binaries) await chown(folder, account.uid, account.gid)
    }
  } catch (error) {
    throw await explainFailure(error, cache)
  }
  return cache
}

/**
 * Asks ext4 to put each folder in here in a place of its own. Otherwise a new run's thousand files go beside those of
 * the last, and without a journal, as in many virtual machines, ext4 looks past every file that was deleted within
 * five minutes: a copy of a template then takes over a second instead of a tenth. Elsewhere it does nothing.
 * @see https://github.com/torvalds/linux/blob/v6.18/fs/ext4/ialloc.c `recently_deleted`
 */
async function spreadOverDisk(folder: string): Promise<void> {
  await execute('chattr', ['+T', folder]).catch(() => undefined)
}
