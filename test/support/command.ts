import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsdown'
import { afterAll } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = await buildProgram()

/** Bundles the sources once for each test file, beside `dist`: that starts ten times as fast as the sources do. */
async function buildProgram(): Promise<string> {
  const outDir = join(root, `.test-build-${process.pid}`)
  afterAll(() => rmSync(outDir, { recursive: true, force: true }))
  await build({
    config: false,
    cwd: root,
    entry: { cli: 'src/cli/main.ts' },
    outDir,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    dts: false,
    deps: { onlyBundle: [] },
    logLevel: 'silent',
  })
  return join(outDir, 'cli.mjs')
}

/** What a command line gave. */
export interface Outcome {
  exit: number | null
  stdout: string
  stderr: string
}

export interface CommandOptions {
  cwd?: string
  env?: Record<string, string | undefined>
  /** What stands on standard input. */
  input?: string
}

/** Starts `pgwright` from the sources. Connection settings of the caller are not passed on. */
export function startCommand(
  args: readonly string[],
  { cwd = root, env = {}, input }: CommandOptions = {},
): ChildProcess {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(PG|DATABASE_URL|CI$|FORCE_COLOR)/.test(name),
  )
  const cache = process.env.PGWRIGHT_CACHE_DIR
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...Object.fromEntries(inherited), ...(cache && { PGWRIGHT_CACHE_DIR: cache }), ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
  child.stdin?.end(input)
  return child
}

/** Runs `pgwright` to its end. */
export async function runCommand(args: readonly string[], options: CommandOptions = {}): Promise<Outcome> {
  const child = startCommand(args, options)
  const outcome = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', text => {
    outcome.stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', text => {
    outcome.stderr += text
  })
  const exit = await new Promise<number | null>(resolve => child.once('close', resolve))
  return { exit, ...outcome }
}
