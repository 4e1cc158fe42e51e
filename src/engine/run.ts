import { closeSync, constants, openSync } from 'node:fs'
import { chown, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cache } from './cache.ts'
import { CacheFolderError } from './errors.ts'
import { Supervisor } from './supervisor.ts'

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

export async function openRun(cache: Cache): Promise<Run> {
  const { account } = cache
  const dir = await mkdtemp(join(cache.runs, 'run-'))
  const socket = await makeSocketFolder(account !== undefined)
  // Whoever finds this folder abandoned learns from the link where its socket was.
  await symlink(socket, join(dir, 'socket'))
  if (account) for (const folder of [dir, socket]) await chown(folder, account.uid, account.gid)

  const supervisor = new Supervisor(dir, socket, account)
  const end = async () => {
    await supervisor.end()
    // What the supervisor removes already, unless it never got as far.
    for (const folder of [dir, socket]) await rm(folder, { recursive: true, force: true })
  }
  try {
    await supervisor.isReady
    // Held by us too: a run whose supervisor was killed is still in use while we are there.
    const alive = openSync(join(dir, 'alive'), constants.O_RDONLY | constants.O_NONBLOCK)
    return {
      dir,
      data: join(dir, 'data'),
      log: join(dir, 'log'),
      socket,
      supervisor,
      end: () => end().finally(() => closeSync(alive)),
    }
  } catch (error) {
    await end()
    throw error
  }
}

/** A private folder with a short name: the path of a Unix socket may have about 100 bytes. */
async function makeSocketFolder(isForOther: boolean): Promise<string> {
  // Root's TMPDIR may be where the account that runs the server cannot go.
  const parents = isForOther ? ['/tmp', tmpdir()] : [tmpdir(), '/tmp']
  for (const parent of parents.filter(path => Buffer.byteLength(path) < 70)) {
    try {
      return await mkdtemp(join(parent, 'pgwright-'))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw error
    }
  }
  throw new CacheFolderError(
    `No short folder for temporary files can be written (tried ${parents.join(', ')})`,
    {
      hint: 'Set TMPDIR to a folder with a path of less than 70 bytes that you may write to.',
    },
  )
}
