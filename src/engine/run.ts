import { randomBytes } from 'node:crypto'
import { closeSync, constants, openSync } from 'node:fs'
import { readlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cache } from './cache.ts'
import { collectLeftovers } from './leftovers.ts'
import { listReaches, listSocketParents, type Reach } from './reach.ts'
import { Supervisor } from './supervisor.ts'

/** The folder of one running cluster, with its supervisor. Everything unfinished lives in here. */
export interface Run {
  dir: string
  /** The server's data directory. */
  data: string
  /** What the server has to say. */
  log: string
  /** The ways to reach the server, best first. */
  reaches: Reach[]
  supervisor: Supervisor
  /** Ends the server at once and removes the folders. */
  end(): Promise<void>
  /** The same, without waiting for it. */
  release(): void
}

/** Starts a supervisor, which makes the folders: so there is no moment when a folder has nobody to remove it. */
export async function openRun(cache: Cache, socketParents = listSocketParents()): Promise<Run> {
  const id = randomBytes(6).toString('hex')
  const dir = join(cache.runs, id)
  const supervisor = new Supervisor(
    dir,
    socketParents.map(parent => join(parent, `pgwright-${id}`)),
    cache.account,
  )
  try {
    await supervisor.isReady
  } catch (error) {
    await supervisor.end()
    throw error
  }
  // Held by us too: a run whose supervisor was killed is still in use while we are there.
  const alive = openSync(join(dir, 'alive'), constants.O_RDONLY | constants.O_NONBLOCK)
  // Without a folder that takes one there is no socket.
  const socket = await readlink(join(dir, 'socket')).catch(() => undefined)
  let ending: Promise<void> | undefined
  return {
    dir,
    data: join(dir, 'data'),
    log: join(dir, 'log'),
    reaches: listReaches(dir, socket),
    supervisor,
    end() {
      ending ??= endRun(supervisor, alive, cache)
      return ending
    },
    release() {
      if (ending !== undefined) return
      ending = Promise.resolve()
      supervisor.release()
      closeSync(alive)
    },
  }
}

async function endRun(supervisor: Supervisor, alive: number, cache: Cache): Promise<void> {
  const isClean = await supervisor.end()
  closeSync(alive)
  if (!isClean) await collectLeftovers(cache)
}
