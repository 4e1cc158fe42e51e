import { execFile } from 'node:child_process'
import { closeSync, constants, openSync } from 'node:fs'
import { readdir, readFile, readlink, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Cache } from './cache.ts'
import { isErrno } from './files.ts'

const execute = promisify(execFile)

/** A run folder without its FIFO is this young: its supervisor makes that next. */
const newbornMs = 10_000
/** How long an orphan may take to stop before it is killed. */
const patienceMs = 5_000

/**
 * Ends and removes the runs whose owner and supervisor are both gone, which takes a kill -9 of both. That nobody
 * holds the run's FIFO open is known to the kernel, so there is no process id that could have been reused.
 */
export async function collectLeftovers(cache: Cache): Promise<void> {
  for (const name of await readdir(cache.runs)) {
    const dir = join(cache.runs, name)
    if (!(await isAbandoned(dir))) continue
    await endOrphan(join(dir, 'data'))
    // Renamed first, so that of two collectors only one removes it.
    const ours = join(cache.runs, `leftover-${process.pid}-${name}`)
    try {
      await rename(dir, ours)
    } catch (error) {
      if (isErrno(error, 'ENOENT')) continue
      throw error
    }
    const socket = await readlink(join(ours, 'socket')).catch(() => undefined)
    if (socket && basename(socket).startsWith('pgwright-')) await rm(socket, { recursive: true, force: true })
    await rm(ours, { recursive: true, force: true })
  }
}

/** Whether nobody uses a run's folder any more. */
export async function isAbandoned(dir: string): Promise<boolean> {
  try {
    closeSync(openSync(join(dir, 'alive'), constants.O_WRONLY | constants.O_NONBLOCK))
    return false
  } catch (error) {
    if (isErrno(error, 'ENXIO')) return true // a FIFO without a reader
    if (!isErrno(error, 'ENOENT')) throw error
  }
  const { mtimeMs } = await stat(dir).catch(() => ({ mtimeMs: Date.now() }))
  return Date.now() - mtimeMs > newbornMs
}

/** Stops the server of a data directory, if the process that its postmaster.pid names really is that server. */
async function endOrphan(data: string): Promise<void> {
  const file = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number.parseInt(file, 10)
  const isRunning = async () => pid > 0 && (await commandLine(pid)).includes(data)
  const deadline = Date.now() + patienceMs
  while (await isRunning()) {
    try {
      process.kill(pid, Date.now() < deadline ? 'SIGQUIT' : 'SIGKILL')
    } catch (error) {
      if (!isErrno(error, 'ESRCH')) throw error // it ended just now
    }
    await sleep(20)
  }
}

/** What a process was started with; empty when there is no such process. */
async function commandLine(pid: number): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return execute('ps', ['-ww', '-o', 'args=', '-p', String(pid)]).then(
      ({ stdout }) => stdout,
      () => '',
    )
  }
}
