import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { hasTemplate, startCluster } from '../../src/engine/index.ts'
import { makeFolder } from './scratch.ts'

it('templates that were not used for longest make room, by number and by size, those in use never', async () => {
  const cache = makeFolder()
  onTestFinished(() => rmSync(cache, { recursive: true }))
  process.env.PGWRIGHT_CACHE_DIR = cache
  await using cluster = await startCluster()
  const put = (name: string, megabytes: number, ageMinutes: number) => {
    const dir = join(cache, 'templates', name)
    mkdirSync(dir)
    writeFileSync(join(dir, 'size'), `${megabytes * 1024}\t${dir}/data\n`)
    const used = new Date(Date.now() - ageMinutes * 60_000)
    utimesSync(dir, used, used)
  }
  for (let i = 0; i < 60; i++) put(`small ${i}`, 1, 100 + i)
  await cluster.saveTemplate('mine')
  const left = readdirSync(join(cache, 'templates'))
  expect(left).toHaveLength(48)
  expect(left.filter(name => name.startsWith('small'))).toContain('small 0')
  expect(left).not.toContain('small 59')

  put('huge and in use', 5000, 1)
  put('old', 1, 50)
  await cluster.saveTemplate('mine too')
  const names = readdirSync(join(cache, 'templates'))
  expect(names.filter(name => !name.startsWith(cluster.server.version))).toEqual(['huge and in use'])
  expect(await hasTemplate('mine', cluster.server)).toBe(true)
  expect(await hasTemplate('mine too', cluster.server)).toBe(true)
})
