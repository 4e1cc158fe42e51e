import { randomBytes } from 'node:crypto'
import { closeSync, constants, openSync } from 'node:fs'
import { readlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cache } from './cache.ts'
import { collectLeftovers } from './leftovers.ts'
import { Supervisor } from './supervisor.ts'

/** The path of a Unix socket may have 103 bytes on macOS, 107 on Linux; its own name and our folder's take 37. */
const maxParentBytes = 65

/** The folder of one running cluster, with its supervisor. Everything unfinished lives in here. */
export interface Run {
  dir: string
  /** The server's data directory. */
  data: string
  /** What the server has to say. */
  log: string
  /** The folder of the Unix socket. */
  socket: string
  supervisor: Supervisor
  /** Ends the server at once and removes the folders. */
  end(): Promise<void>
}

/** Starts a supervisor, which makes the folders: so there is no moment when a folder has nobody to remove it. */
export async function openRun(cache: Cache): Promise<Run> {
  const id = randomBytes(6).toString('hex')
  const dir = join(cache.runs, id)
  // Root's TMPDIR may be where the account that runs the server cannot go; so /tmp is tried first.
  const parents = [...new Set(['/tmp', tmpdir()])].filter(path => Buffer.byteLength(path) <= maxParentBytes)
  const supervisor = new Supervisor(
    dir,
    parents.map(parent => join(parent, `pgwright-${id}`)),
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
  let ending: Promise<void> | undefined
  return {
    dir,
    data: join(dir, 'data'),
    log: join(dir, 'log'),
    socket: await readlink(join(dir, 'socket')),
    supervisor,
    end() {
      ending ??= endRun(supervisor, alive, cache)
      return ending
    },
  }
}

async function endRun(supervisor: Supervisor, alive: number, cache: Cache): Promise<void> {
  const isClean = await supervisor.end()
  closeSync(alive)
  if (!isClean) await collectLeftovers(cache)
}
