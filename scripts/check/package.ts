import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { commands } from '../../src/cli/commands.gen.ts'

/** What a user downloads for pgwright itself, packed; raise it on purpose only. */
const budgetBytes = 800_000

/** What is wrong with the package as it would be published. */
export async function findPackageFaults(): Promise<string[]> {
  const { messages, pkg } = await publint({ level: 'warning', strict: true })
  return messages.map(message => formatMessage(message, pkg, { color: false }) ?? message.code)
}

/** Packs, installs the package into an empty folder as a user would, and uses it there. */
export function findSmoke(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'pgwright package '))
  try {
    // Without scripts: the check has just built, and a build that runs here may print into the answer.
    const packed = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder])
    if (packed.status !== 0) return [`npm pack failed:\n${packed.stderr}`]
    const [{ filename, size }] = JSON.parse(packed.stdout)
    writeFileSync(join(folder, 'package.json'), '{ "private": true }')
    const flags = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
    const installed = run('npm', ['install', ...flags, `./${filename}`], folder)
    if (installed.status !== 0) return [`npm install failed:\n${installed.stderr}`]
    return [
      ...(size > budgetBytes
        ? [`the package has ${size} bytes, more than the ${budgetBytes} of the budget`]
        : []),
      ...uses().flatMap(use => trySmoke(folder, use)),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Use {
  args: string[]
  prints: RegExp
}

/** What must work in the installed package, and what it must say. */
function uses(): Use[] {
  const program = ['node_modules/pgwright/bin/pgwright.js']
  return [
    { args: [...program, '--version'], prints: /^\d+\.\d+\.\d+/ },
    { args: [...program, '--help'], prints: /Usage: pgwright/ },
    ...commands.map(({ name }) => ({
      args: [...program, ...name.split(' '), '--help'],
      prints: /Exit codes:/,
    })),
    { args: [...program, 'demo'], prints: /\S/ },
    { args: ['-e', "import('pgwright').then(it => console.log(Object.keys(it)))"], prints: /rehearse/ },
  ]
}

function trySmoke(folder: string, { args, prints }: Use): string[] {
  const { status, stdout, stderr } = run(process.execPath, args, folder)
  const isFine = status === 0 && prints.test(stdout)
  return isFine ? [] : [`node ${args.join(' ')} ended with ${status}, printing:\n${stdout}${stderr}`]
}

function run(program: string, args: string[], cwd = process.cwd()) {
  return spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32' && program === 'npm',
  })
}
