import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A folder for the caller to remove; everybody may enter it, as the account that servers run as must. */
export function makeFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'pgwright test-'))
  chmodSync(dir, 0o755)
  return dir
}

export interface Owner {
  child: ChildProcess
  /** Lines said so far. */
  lines: string[]
  /** Resolves when the process has ended. */
  end: Promise<void>
}

/** Starts owner.ts as a process of its own. */
export function startOwner(
  task: 'hold' | 'save' | 'once' | 'forget',
  cacheDir: string,
  account: { uid?: number; gid?: number } = {},
): Owner {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'owner.ts'), task], {
    env: { ...process.env, PGWRIGHT_CACHE_DIR: cacheDir },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...account,
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => lines.push(...text.trimEnd().split('\n')))
  }
  const end = new Promise<void>(resolve => child.once('close', () => resolve()))
  return { child, lines, end }
}

/** Waits until something holds; fails with what was seen when it never does. */
export async function poll<Value>(look: () => Value, holds: (value: Value) => boolean): Promise<Value> {
  for (let i = 0; ; i++) {
    const value = look()
    if (holds(value)) return value
    if (i === 600) throw new Error(`still ${JSON.stringify(value)} after 30 s`)
    await sleep(50)
  }
}

/** Command lines of all processes that mention a folder, by process id. */
export function processesOf(dir: string): Map<number, string> {
  return new Map([...listProcesses()].filter(([, args]) => args.includes(dir)))
}

/** What is left of clusters: their processes and run folders. */
export function leftoversOf(cacheDir: string): string[] {
  return [...processesOf(join(cacheDir, 'runs')).values(), ...readdirSync(join(cacheDir, 'runs'))]
}

/** Where the sockets of the clusters that run now are. */
export function socketFoldersOf(cacheDir: string): string[] {
  const runs = join(cacheDir, 'runs')
  return readdirSync(runs).map(name => readlinkSync(join(runs, name, 'socket')))
}

function listProcesses(): Map<number, string> {
  if (process.platform === 'linux') {
    const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name))
    return new Map(pids.map(pid => [Number(pid), readCommandLine(pid)]))
  }
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8' }).trim().split('\n')
  return new Map(lines.map(line => [Number.parseInt(line, 10), line]))
}

function readCommandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return '' // ended meanwhile
  }
}
