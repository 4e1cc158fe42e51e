import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import manifest from './linters/package.json' with { type: 'json' }
import { measure } from './measure.ts'

const folder = fileURLToPath(new URL('linters', import.meta.url))

/** What a linter said about a file, by the file's name. */
export type Said = Map<string, { rule: string; message: string }[]>

export interface Linter {
  /** Its package on npm. */
  package: keyof typeof manifest.dependencies
  /** How it is asked. */
  how: string
  ask(files: readonly string[], major: number): Promise<Said>
}

interface FenceResult {
  filePath: string
  checks: { ruleId: string; risk: string; message: string }[]
}

export const linters: Linter[] = [
  {
    package: 'squawk-cli',
    how: 'with the major of the server',
    async ask(files, major) {
      const stdout = await runTool('squawk', ['--reporter', 'json', '--pg-version', `${major}.0`, ...files])
      const found: { file: string; rule_name: string; message: string }[] = JSON.parse(stdout)
      return group(found.map(({ file, rule_name: rule, message }) => ({ file, rule, message })))
    },
  },
  {
    package: '@postgres-language-server/cli',
    how: 'all rules, without a database, which is how its rules run',
    async ask(files) {
      const options = [
        '--disable-db',
        '--max-diagnostics=none',
        '--reporter=gitlab',
        `--config-path=${folder}`,
      ]
      const stdout = await runTool('postgres-language-server', ['check', ...options, ...files])
      const found: { check_name: string; description: string; location: { path: string } }[] = JSON.parse(
        stdout.slice(stdout.indexOf('[')),
      )
      return group(
        found.map(({ check_name, description, location }) => ({
          file: location.path,
          rule: check_name.split('/').at(-1)!,
          message: description,
        })),
      )
    },
  },
  {
    package: '@flvmnt/pgfence',
    how: 'with the major of the server; findings of medium risk and more',
    async ask(files, major) {
      const options = ['--format', 'sql', '--output', 'json', '--min-pg-version', String(major)]
      const results = await askInParts(files, async some => {
        const stdout = await runTool('pgfence', ['analyze', ...options, ...some])
        return (JSON.parse(stdout) as { results: FenceResult[] }).results
      })
      return group(
        results.flatMap(({ filePath, checks }) =>
          checks
            .filter(({ risk }) => !/^(safe|low)$/i.test(risk))
            .map(({ ruleId, message }) => ({ file: filePath, rule: ruleId, message })),
        ),
      )
    },
  },
]

/** Installs the linters beside `linters/package.json`. */
export function installLinters(): void {
  if (existsSync(join(folder, 'node_modules'))) return
  execFileSync('npm', ['install', '--no-package-lock', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
}

export function versionOf(linter: Linter): string {
  return manifest.dependencies[linter.package]
}

/** One file that a tool cannot parse is no answer for all of them: it is found by halves, and nothing is said of it. */
async function askInParts<Answer>(
  files: readonly string[],
  ask: (files: readonly string[]) => Promise<Answer[]>,
): Promise<Answer[]> {
  try {
    return await ask(files)
  } catch (error) {
    if (!(error instanceof NothingSaid)) throw error
    if (files.length === 1) return []
    const middle = files.length >> 1
    return [
      ...(await askInParts(files.slice(0, middle), ask)),
      ...(await askInParts(files.slice(middle), ask)),
    ]
  }
}

class NothingSaid extends Error {}

async function runTool(name: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await measure([join(folder, 'node_modules/.bin', name), ...args], {
    cwd: folder,
  })
  if (stdout === '') throw new NothingSaid(`${name} said nothing: ${stderr}`)
  return stdout
}

function group(found: readonly { file: string; rule: string; message: string }[]): Said {
  const said: Said = new Map()
  for (const { file, ...rest } of found) {
    const name = basename(file)
    said.set(name, [...(said.get(name) ?? []), rest])
  }
  return said
}
