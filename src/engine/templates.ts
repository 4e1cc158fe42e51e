import { createHash } from 'node:crypto'
import { readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { type Cache, openCache } from './cache.ts'
import { isErrno, isThere, publish } from './files.ts'
import type { Run } from './run.ts'
import type { ServerBinaries } from './server-binaries.ts'
import { listInitdbOptions } from './settings.ts'

/** A project needs a handful: one per history and major, and one per place in it that is worked on. */
const maxTemplates = 48
/** A bare one has about 30 MB. */
const maxBytes = 4 * 1024 ** 3
/** One that was used just now may be being copied at this moment. */
const graceMs = 10 * 60_000

/** Whether `startCluster({ template: key })` would find one for this server; for a while it is not pruned then. */
export async function hasTemplate(key: string, server: ServerBinaries): Promise<boolean> {
  return use(templatePath(await openCache(), key, server))
}

/** Notes the time of its last use, by which others prune; false when there is none. */
async function use(template: string): Promise<boolean> {
  const now = new Date()
  try {
    await utimes(template, now, now)
    return true
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false
    throw error
  }
}

/** Where the template of a key is, whether or not it exists. Data directories fit only the build that made them. */
export function templatePath(cache: Cache, key: string, server: ServerBinaries): string {
  const identity = JSON.stringify([server.build, listInitdbOptions(server), key])
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 24)
  return join(cache.templates, `${server.version}-${hash}`)
}

/** Copies a template into a run; false when there is none, or none any more. */
export async function copyTemplate(template: string, run: Run): Promise<boolean> {
  if (!(await use(template))) return false
  try {
    await run.supervisor.run('copy', join(template, 'data'), run.data)
  } catch (error) {
    if (await isThere(template)) throw error
    await run.supervisor.run('rm', '-rf', run.data)
    return false
  }
  return true
}

/** Makes a run's data directory, whose server must have stopped cleanly, a template. */
export async function storeTemplate(template: string, run: Run, cache: Cache): Promise<void> {
  const copy = join(run.dir, 'template')
  await run.supervisor.run('mkdir', copy)
  await run.supervisor.run('copy', run.data, join(copy, 'data'))
  await run.supervisor.run('sh', '-c', 'du -sk "$1/data" >"$1/size"', 'sh', copy)
  await publish(copy, template)
  await pruneTemplates(cache, run)
}

/** Removes what was not used for longest, beyond a number and a size. */
async function pruneTemplates(cache: Cache, run: Run): Promise<void> {
  const names = await readdir(cache.templates)
  const templates = await Promise.all(
    names.map(async name => {
      const path = join(cache.templates, name)
      const [size, { mtimeMs }] = await Promise.all([
        readFile(join(path, 'size'), 'utf8').catch(() => '0'),
        stat(path).catch(() => ({ mtimeMs: 0 })),
      ])
      return { path, bytes: Number.parseInt(size, 10) * 1024, mtimeMs }
    }),
  )
  let bytes = 0
  for (const [index, template] of templates.sort((a, b) => b.mtimeMs - a.mtimeMs).entries()) {
    bytes += template.bytes
    if (index < maxTemplates && bytes <= maxBytes) continue
    // Removing the others may have taken long, and somebody wants it now.
    const { mtimeMs } = await stat(template.path).catch(() => template)
    if (Date.now() - mtimeMs < graceMs) continue
    // By way of the run folder, so that nobody meets half a template.
    const doomed = join(run.dir, 'doomed')
    await rename(template.path, doomed).catch(error => {
      if (!isErrno(error, 'ENOENT')) throw error // else another run was first
    })
    await rm(doomed, { recursive: true, force: true })
  }
}
