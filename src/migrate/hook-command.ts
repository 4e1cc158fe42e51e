import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { HookCommand } from '../history/index.ts'

/**
 * Runs a command to its end, with an event as JSON on its standard input. What it prints is told line by line.
 *
 * @throws {Error} where it cannot be started, or ends with another code than 0.
 */
export function runHookCommand(
  { command: [program = '', ...args], cwd }: HookCommand,
  event: object,
  onLine: (line: string) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: 'pipe' })
    for (const output of [child.stdout, child.stderr]) createInterface(output).on('line', onLine)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) resolve()
      else reject(new Error(signal === null ? `it ended with ${code}` : `it was ended by ${signal}`))
    })
    // It need not read what it is told.
    child.stdin.on('error', () => {})
    child.stdin.end(`${JSON.stringify(event)}\n`)
  })
}
