import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PgwrightError } from '../../src/base/index.ts'
import { startCluster } from '../../src/engine/index.ts'
import { leftoversOf, makeFolder, poll, startOwner } from './scratch.ts'

const isRoot = process.getuid?.() === 0
const nobody = isRoot ? { uid: Number(idOf('-u', 'nobody')), gid: Number(idOf('-g', 'nobody')) } : {}

/** Whether root can act as nobody here: a checkout in root's home is closed to others. */
const canBeNobody =
  isRoot &&
  spawnSync(process.execPath, ['-e', `fs.accessSync('${import.meta.filename}')`], { ...nobody }).status === 0

function idOf(flag: string, name: string): string {
  return execFileSync('id', [flag, name], { encoding: 'utf8' })
}

let root: string
beforeAll(() => {
  root = makeFolder()
})
afterAll(() => rmSync(root, { recursive: true }))

function subfolder(name: string, mode = 0o755): string {
  const dir = join(root, name)
  mkdirSync(dir, { recursive: true })
  chmodSync(dir, mode)
  return dir
}

async function start(cacheDir: string): Promise<void> {
  process.env.PGWRIGHT_CACHE_DIR = cacheDir
  await using cluster = await startCluster()
  await using session = await cluster.connect()
  expect(await session.query('select 1 as one')).toEqual([{ one: 1 }])
}

async function failureOf(cacheDir: string): Promise<PgwrightError> {
  return start(cacheDir).then(
    () => expect.unreachable('it started'),
    error => error,
  )
}

/** A disk of its own, so small that something in it must fail. */
async function withDisk(megabytes: number, use: (dir: string) => Promise<void>): Promise<void> {
  const dir = subfolder(`disk of ${megabytes} MB`)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'pgwright-test', dir])
  try {
    await use(dir)
  } finally {
    execFileSync('umount', [dir])
  }
}

function canMount(): boolean {
  const dir = makeFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'pgwright-test', dir], { stdio: 'ignore' })
    execFileSync('umount', [dir])
    return true
  } catch {
    return false
  } finally {
    rmSync(dir, { recursive: true })
  }
}

describe.runIf(canMount())('a full disk is named, and what was begun is removed,', () => {
  it.each([
    ['while the programs are copied', 20],
    ['while initdb runs', 75],
    ['while the template is copied', 110],
  ])('%s', async (_, megabytes) => {
    await withDisk(megabytes, async dir => {
      expect(await failureOf(dir)).toMatchObject({ code: 'PGWRIGHT_DISK_FULL', exit: 3 })
      await poll(
        () => leftoversOf(dir),
        left => left.length === 0,
      )
      expect(readdirSync(join(dir, 'binaries')).filter(name => name.startsWith('.'))).toEqual([])
      expect(readdirSync(join(dir, 'templates'))).toEqual([])
    })
  })
})

describe('a cache folder', () => {
  it('that cannot be made is named with what to do', async () => {
    const file = join(root, 'a file')
    writeFileSync(file, '')
    const failure = await failureOf(join(file, 'cache'))
    expect(failure).toMatchObject({ code: 'PGWRIGHT_CACHE_FOLDER', exit: 3 })
    expect(failure.message).toContain(file)
    expect(failure.hint).toContain('PGWRIGHT_CACHE_DIR')
  })

  it('that PostgreSQL itself cannot take is named', async () => {
    expect(await failureOf(join(root, 'for $HOME'))).toMatchObject({ code: 'PGWRIGHT_CACHE_FOLDER', exit: 3 })
  })

  it.runIf(!isRoot || canBeNobody)('that may not be written is named', async () => {
    const owner = startOwner('once', subfolder('locked', 0o555), nobody)
    await owner.end
    expect(owner.lines.at(-1)).toMatch(/^failed .*"PGWRIGHT_CACHE_FOLDER","exit":3,/)
  })

  it.runIf(isRoot)('that the account of the server cannot reach is named', async () => {
    const failure = await failureOf(join(subfolder('private', 0o700), 'cache'))
    expect(failure).toMatchObject({ code: 'PGWRIGHT_CACHE_FOLDER', exit: 3 })
    expect(failure.message).toMatch(/by the account "(postgres|nobody)"/)
  })

  it.each([
    ['spaces, an apostrophe and an accent', "it's a (small) café"],
    ['a very long path', join(...Array.from({ length: 10 }, () => 'long-folder-name'))],
  ])('may have %s', async (_, name) => {
    await start(subfolder(name))
  })
})

describe('programs', () => {
  it('that are missing or broken are named', async () => {
    const cache = subfolder('broken')
    await start(cache)
    const [build] = readdirSync(join(cache, 'binaries'))
    const postgres = join(cache, 'binaries', build!, 'bin', 'postgres')
    rmSync(postgres)
    expect(await failureOf(cache)).toMatchObject({ code: 'PGWRIGHT_SERVER_BINARIES', exit: 3 })
    for (const name of readdirSync(join(cache, 'binaries', build!, 'lib')).filter(name =>
      name.includes('icu'),
    )) {
      rmSync(join(cache, 'binaries', build!, 'lib', name))
    }
    rmSync(join(cache, 'templates'), { recursive: true })
    expect(await failureOf(cache)).toMatchObject({ code: 'PGWRIGHT_SERVER_BINARIES', exit: 3 })
  })
})

it.runIf(canBeNobody)('an ordinary user needs nothing special', async () => {
  const cache = subfolder('of nobody')
  chownSync(cache, nobody.uid!, nobody.gid!)
  const owner = startOwner('once', cache, nobody)
  await owner.end
  expect(owner.lines.at(-1)).toBe('done')
})
