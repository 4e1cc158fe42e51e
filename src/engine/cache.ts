import { execFile } from 'node:child_process'
import { chown, mkdir } from 'node:fs/promises'
import { homedir, platform } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type Account, findServerAccount } from './account.ts'
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

/** Where the cache folder is, or would be. Root's own cache is in `/root`, where the account that servers run as cannot go; `/var/cache` is for such. */
export function cacheFolder(isRoot = process.getuid?.() === 0): string {
  const { PGWRIGHT_CACHE_DIR, XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (PGWRIGHT_CACHE_DIR) return resolve(PGWRIGHT_CACHE_DIR)
  if (isRoot) return '/var/cache/pgwright'
  if (XDG_CACHE_HOME) return join(resolve(XDG_CACHE_HOME), 'pgwright')
  if (platform() === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'pgwright')
  return join(homedir(), platform() === 'darwin' ? 'Library/Caches' : '.cache', 'pgwright')
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
