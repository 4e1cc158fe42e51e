import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

export type Files = Record<string, string | Uint8Array>

/** A project in a folder of its own, removed with the test; `.git` keeps the search for settings inside it. */
export function makeProject(files: Files): string {
  const dir = mkdtempSync(join(tmpdir(), 'pgwright-history-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  mkdirSync(join(dir, '.git'))
  writeFiles(dir, files)
  return dir
}

export function writeFiles(dir: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), content)
  }
}

/** A repository with one commit on `main`. */
export function makeRepository(files: Files): { dir: string; git: (...args: string[]) => string } {
  const dir = makeProject({})
  rmSync(join(dir, '.git'), { recursive: true })
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false']
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', dir, ...identity, ...args], { encoding: 'utf8' })
  git('init', '--quiet', '--initial-branch=main')
  writeFiles(dir, files)
  git('add', '--all')
  git('commit', '--quiet', '--message=first')
  return { dir, git }
}
