import { homedir, platform } from 'node:os'
import { join, resolve } from 'node:path'

/** Where the cache folder is, or would be. Root's own cache is in `/root`, where the account that servers run as cannot go; `/var/cache` is for such. */
export function cacheFolder(isRoot = process.getuid?.() === 0): string {
  const { PGWRIGHT_CACHE_DIR, XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (PGWRIGHT_CACHE_DIR) return resolve(PGWRIGHT_CACHE_DIR)
  if (isRoot) return '/var/cache/pgwright'
  if (XDG_CACHE_HOME) return join(resolve(XDG_CACHE_HOME), 'pgwright')
  if (platform() === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'pgwright')
  return join(homedir(), platform() === 'darwin' ? 'Library/Caches' : '.cache', 'pgwright')
}
