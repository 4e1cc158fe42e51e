import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leftoversOf, makeFolder, poll, processesOf, socketFoldersOf, startOwner } from './scratch.ts'

const isNothing = (left: string[]) => left.length === 0
const isRunning = (lines: string[]) => lines.some(line => line.startsWith('running'))

let cache: string
beforeAll(async () => {
  cache = makeFolder()
  await startOwner('once', cache).end // copies the programs and makes the template, once
})
afterAll(() => rmSync(cache, { recursive: true }))

describe('a server does not outlive its owner', () => {
  it('whose program ends without stopping it', async () => {
    const owner = startOwner('forget', cache)
    await owner.end
    expect(owner.lines.at(-1)).toBe('done')
    expect(owner.child.exitCode).toBe(0)
    await poll(() => leftoversOf(cache), isNothing)
  })

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('that gets %s', async signal => {
    const owner = startOwner('hold', cache)
    await poll(() => owner.lines, isRunning)
    expect(processesOf(join(cache, 'runs')).size).toBeGreaterThan(1)
    const sockets = socketFoldersOf(cache)
    expect(sockets).toHaveLength(1)
    owner.child.kill(signal)
    await owner.end
    await poll(() => [...leftoversOf(cache), ...sockets.filter(existsSync)], isNothing)
  })

  it('that is killed at any moment of starting, running and saving', { timeout: 240_000 }, async () => {
    const moments = Array.from({ length: 10 }, () => 250 + Math.random() * 900)
    for (const moment of moments) {
      const owner = startOwner('save', cache)
      await sleep(moment)
      owner.child.kill('SIGKILL')
      await owner.end
      await poll(() => leftoversOf(cache), isNothing)
    }
    const after = startOwner('once', cache)
    await after.end
    expect(after.lines.at(-1)).toBe('done')
  })
})

describe('what an owner and its supervisor leave when both are killed', () => {
  it('is collected by the next start, and nothing of a run that lives', async () => {
    const shells = () =>
      [...processesOf(join(cache, 'runs'))].filter(([, args]) => args.startsWith('/bin/sh'))
    const doomed = startOwner('hold', cache)
    await poll(() => doomed.lines, isRunning)
    const ofDoomed = shells().map(([pid]) => pid)
    const supervisor = Math.min(...ofDoomed) // the other shell waits for the server
    const living = startOwner('hold', cache)
    await poll(() => living.lines, isRunning)
    // The living one loses its supervisor too: its owner still uses the server.
    const supervisorOfLiving = Math.min(
      ...shells()
        .map(([pid]) => pid)
        .filter(pid => !ofDoomed.includes(pid)),
    )
    for (const pid of [supervisor, supervisorOfLiving]) process.kill(pid, 'SIGKILL')
    doomed.child.kill('SIGKILL')
    await doomed.end
    expect(readdirSync(join(cache, 'runs')).length).toBe(2)
    const sockets = socketFoldersOf(cache)
    expect(sockets).toHaveLength(2)

    const next = startOwner('once', cache)
    await next.end
    expect(next.lines.at(-1)).toBe('done')
    const runs = readdirSync(join(cache, 'runs'))
    expect(runs.length).toBe(1)
    const servers = [...processesOf(join(cache, 'runs')).values()].filter(args => args.includes('postgres'))
    expect(servers.every(args => args.includes(runs[0]!))).toBe(true)
    expect(existsSync(join(cache, 'runs', runs[0]!, 'data', 'postmaster.pid'))).toBe(true)

    living.child.kill('SIGKILL')
    await living.end
    await startOwner('once', cache).end
    await poll(() => [...leftoversOf(cache), ...sockets.filter(existsSync)], isNothing)
  })
})
