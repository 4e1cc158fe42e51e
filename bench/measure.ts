import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const pgwright = fileURLToPath(new URL('../bin/pgwright.js', import.meta.url))

export interface Measured {
  wallMs: number
  /** User and system time of the program and of everything it started, servers included. */
  cpuMs: number
  status: number
  stdout: string
  stderr: string
}

/** The second line of the shell's own `times` is what its children took, as `0m1.23s 0m0.45s`. */
const script = '"$@"; status=$?; times >&3; exit $status'

/** Runs a program to its end. Needs a POSIX shell, which tells the time that the program's own children took. */
export async function measure(
  command: readonly string[],
  { env = {}, cwd = root }: { env?: Record<string, string>; cwd?: string } = {},
): Promise<Measured> {
  const start = performance.now()
  const child = spawn('/bin/sh', ['-c', script, 'sh', ...command], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const [, out, err, times] = child.stdio
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => resolve(code ?? 1))
  })
  const outputs = Promise.all([out, err, times].map(stream => text(stream as NodeJS.ReadableStream)))
  const status = await ended
  const wallMs = performance.now() - start
  const [stdout, stderr, taken] = (await outputs) as [string, string, string]
  return { wallMs, cpuMs: readTimes(taken), status, stdout, stderr }
}

/** Installs packages into a folder of their own, never as dependencies of ours, and gives its `node_modules`. */
export async function installPackages(dir: string, dependencies: Record<string, string>): Promise<string> {
  await mkdir(dir, { recursive: true })
  await writeFile(join(dir, 'package.json'), JSON.stringify({ private: true, dependencies }))
  const installed = await measure(['npm', 'install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: dir,
  })
  if (installed.status !== 0) throw new Error(`npm install failed: ${installed.stderr}`)
  return join(dir, 'node_modules')
}

function readTimes(taken: string): number {
  const ofChildren = taken.trim().split('\n').at(-1)!
  const parts = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)]
  return parts.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000,
    0,
  )
}

/** `pgwright <args>`, as built. */
export function runPgwright(args: readonly string[], env: Record<string, string>): Promise<Measured> {
  return measure([process.execPath, pgwright, ...args], { env })
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
