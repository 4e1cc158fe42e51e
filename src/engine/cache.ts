import { chown, mkdir } from 'node:fs/promises'
import { homedir, platform } from 'node:os'
import { join, resolve } from 'node:path'
import { type Account, findServerAccount } from './account.ts'
import { explainFailure } from './failures.ts'

/** Everything that pgwright keeps on a machine; all of it can be deleted when no pgwright runs. */
export interface Cache {
  dir: string
  /** Servers from npm, made runnable: `<build>/bin/postgres`. */
  binaries: string
  /** Data directories of cleanly stopped servers. */
  templates: string
  /** One directory per running cluster. */
  runs: string
  /** Whom the servers run as, when not as ourselves. */
  account: Account | undefined
}

/** Finds the cache folder and makes what is missing of it. */
export async function openCache(): Promise<Cache> {
  const account = await findServerAccount()
  const dir = cacheFolder(account !== undefined)
  const [binaries, templates, runs] = ['binaries', 'templates', 'runs'].map(name => join(dir, name)) as [
    string,
    string,
    string,
  ]
  try {
    await mkdir(binaries, { recursive: true })
    for (const folder of [templates, runs]) {
      await mkdir(folder, { recursive: true })
      if (account) await chown(folder, account.uid, account.gid)
    }
  } catch (error) {
    throw await explainFailure(error, { dir, account })
  }
  return { dir, binaries, templates, runs, account }
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
