import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { formatBytes } from '../../base/index.ts'
import { cacheFolder } from '../cache-folder.ts'
import { defineProbe, type Problem } from '../doctor-probe.ts'
import { isThere } from '../files.ts'

const mebibyte = 1024 * 1024

export const disk = defineProbe({
  name: 'disk',
  title: 'Free disk',
  theme: 'This machine',
  group: 'correctness',
  why: 'A server takes about 100 MB, each template of a database as much again; a full disk stops all of them.',
  async check() {
    let folder = cacheFolder()
    while (!(await isThere(folder)) && folder !== dirname(folder)) folder = dirname(folder)
    const { bavail, bsize } = await statfs(folder)
    const freeBytes = bavail * bsize
    const facts = [{ setting: 'Free disk', value: formatBytes(freeBytes), source: folder }]
    return { facts, problems: judgeSpace(freeBytes, folder) }
  },
})

export function judgeSpace(freeBytes: number, folder: string): Problem[] {
  if (freeBytes > 1024 * mebibyte) return []
  return [
    {
      severity: freeBytes < 200 * mebibyte ? 'error' : 'warning',
      message: `Only ${formatBytes(freeBytes)} are free where ${folder} is`,
      remedy: 'Make room, or set PGWRIGHT_CACHE_DIR to a folder on another disk.',
      evidence: { freeBytes },
    },
  ]
}
