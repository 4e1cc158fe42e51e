import { access, constants, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { count } from '../../base/index.ts'
import { openCache } from '../cache.ts'
import { cacheFolder as findCacheFolder } from '../cache-folder.ts'
import { defineProbe, type Problem } from '../doctor-probe.ts'
import { isThere } from '../files.ts'
import { collectLeftovers, isAbandoned } from '../leftovers.ts'

export const cacheFolder = defineProbe({
  name: 'cache-folder',
  title: 'Cache folder',
  theme: 'Servers',
  group: 'correctness',
  why: 'Servers, templates and running clusters live there; without it no server starts.',
  async check({ env }) {
    const dir = findCacheFolder()
    const facts = [
      {
        setting: 'Cache folder',
        value: dir,
        source: env.PGWRIGHT_CACHE_DIR ? 'PGWRIGHT_CACHE_DIR' : 'default',
      },
    ]
    return { facts, problems: await judgeFolder(dir) }
  },
  async fix() {
    const dir = findCacheFolder()
    const wasThere = await isThere(dir)
    const leftovers = await listLeftovers(dir)
    const cache = await openCache()
    await collectLeftovers(cache)
    return [
      ...(wasThere ? [] : [`Made the cache folder ${dir}.`]),
      ...(leftovers.length === 0 ? [] : [`Removed ${count(leftovers.length, 'leftover')} of dead runs.`]),
    ]
  },
})

async function judgeFolder(dir: string): Promise<Problem[]> {
  if (!(await isThere(dir))) {
    return [{ severity: 'info', message: `${dir} is not there yet`, remedy: 'It is made when it is needed.' }]
  }
  try {
    await access(dir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    const remedy = 'Set PGWRIGHT_CACHE_DIR to a folder that you may write to.'
    return [{ severity: 'error', message: `You may not write to ${dir}`, remedy }]
  }
  const leftovers = await listLeftovers(dir)
  if (leftovers.length === 0) return []
  return [
    {
      severity: 'warning',
      message: `${count(leftovers.length, 'run')} died and left a folder behind`,
      remedy: 'pgwright doctor --fix removes them, and so does the next server that starts.',
      evidence: { leftovers },
    },
  ]
}

async function listLeftovers(dir: string): Promise<string[]> {
  const runs = join(dir, 'runs')
  const folders = (await isThere(runs)) ? (await readdir(runs)).map(name => join(runs, name)) : []
  const areAbandoned = await Promise.all(folders.map(isAbandoned))
  return folders.filter((_, i) => areAbandoned[i])
}
