/**
 * Runs every check of the repository and says which failed: `npm run check`.
 * `--fast` leaves out what takes more than seconds, `--no-tests` only the tests.
 */
import { spawn } from 'node:child_process'
import { findRefusedNode } from './check/engines.ts'
import { findForbiddenImports } from './check/imports.ts'
import { findDeadLinks } from './check/links.ts'
import { findPackageFaults, findSmoke } from './check/package.ts'
import { findUnruly } from './check/rooms.ts'

interface Step {
  name: string
  kind?: 'slow' | 'tests'
  /** What is wrong, as text to show; nothing when all is well. */
  find(): Promise<string[]> | string[]
}

const steps: Step[] = [
  { name: 'generated files are fresh', find: () => run('tsx', 'scripts/gen.ts', '--check') },
  { name: 'types', find: () => run('tsc', '-p', '.') },
  { name: 'style', find: () => run('biome', 'ci', '--error-on-warnings', '--colors=off') },
  { name: 'rooms', find: findUnruly },
  { name: 'imports', find: findForbiddenImports },
  { name: 'links', find: findDeadLinks },
  { name: 'nothing is unused', find: () => run('knip') },
  { name: 'Node versions of dependencies', find: findRefusedNode },
  { name: 'build', find: () => run('node', 'scripts/setup.mjs', '--build') },
  { name: 'tests', kind: 'tests', find: () => run('vitest', 'run') },
  { name: 'package', find: findPackageFaults },
  { name: 'packed program', kind: 'slow', find: findSmoke },
]

const isFast = process.argv.includes('--fast')
const left = isFast ? ['slow', 'tests'] : process.argv.includes('--no-tests') ? ['tests'] : []
const failed: string[] = []

for (const { name, find } of steps.filter(({ kind = '' }) => !left.includes(kind))) {
  const problems = await attempt(find)
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}`)
  for (const problem of problems) console.log(problem.replace(/^/gm, '     '))
  if (problems.length > 0) failed.push(name)
}

console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}.`)
process.exitCode = failed.length === 0 ? 0 : 1

async function attempt(find: Step['find']): Promise<string[]> {
  try {
    return await find()
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
  }
}

/** Runs a program of the repository; npm has put `node_modules/.bin` on the path. */
function run(program: string, ...args: string[]): Promise<string[]> {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
    shell: process.platform === 'win32',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', status =>
      resolve(status === 0 ? [] : [output.trim() || `${program} ended with ${status}`]),
    )
  })
}
