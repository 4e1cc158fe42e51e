import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import type { Cache } from './cache.ts'
import { ServerBinariesError } from './errors.ts'
import { isThere, publish } from './files.ts'
import type { ServerBinaries } from './server-binaries.ts'

const execute = promisify(execFile)

/** A copy takes seconds; one that is older than this was left by somebody who was killed. */
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
      hint: `Install the package again: delete ${dirname(native)} and run npm install.`,
    })
  }
  await removeAbandoned(dirname(installed))
  const folder = await mkdtemp(join(dirname(installed), '.copy-'))
  try {
    const copy = join(folder, 'native')
    await execute('cp', ['-R', native, copy])
    await execute('chmod', ['-R', 'u+w,a+rX', copy])
    await linkLibraries(copy)
    await publish(copy, installed)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Makes the links of `pg-symlinks.json`, a list of `{ source: existing file, target: link }` under `native/`. */
async function linkLibraries(copy: string): Promise<void> {
  const list = join(copy, 'pg-symlinks.json')
  if (!(await isThere(list))) return
  const links: { source: string; target: string }[] = JSON.parse(await readFile(list, 'utf8'))
  for (const { source, target } of links) {
    const link = join(copy, relative('native', target))
    await mkdir(dirname(link), { recursive: true })
    await rm(link, { force: true })
    await symlink(relative(dirname(target), source), link)
  }
}

async function removeAbandoned(binaries: string): Promise<void> {
  for (const name of await readdir(binaries)) {
    if (!name.startsWith('.copy-')) continue
    const { mtimeMs } = await stat(join(binaries, name)).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > abandonedAfterMs)
      await rm(join(binaries, name), { recursive: true, force: true })
  }
}
