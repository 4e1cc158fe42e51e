import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isGlob, parseGlob, UsageError } from '../base/index.ts'
import type { Source } from '../sql/index.ts'
import { NoHistoryError } from './errors.ts'
import { decode, labelPath } from './folder.ts'
import { findBase, listChangedFiles, readFilesAt, staged } from './git.ts'
import type { Execution, History, Migration } from './migration.ts'
import { compareNatural } from './order.ts'

export interface PlainFilesOptions {
  /** Only files that differ from what a git ref and HEAD have in common. */
  since?: string
  /** Only files that are staged for the next commit, as they are staged. */
  isStaged?: boolean
}

/**
 * Files by their names, by folders (every `*.sql` below) and by globs, in the order given; what a folder or a glob stands for
 * comes in the order in which people read names. Of what git says has changed, nothing may be left.
 *
 * @throws {NoHistoryError} for a name that stands for nothing, BrokenHistoryError for what is no UTF-8 text.
 */
export async function readPlainFiles(
  patterns: readonly string[],
  { since, isStaged = false }: PlainFilesOptions = {},
): Promise<Source[]> {
  if (isStaged) return readStaged(patterns)
  const files = [...new Set(patterns.flatMap(findFiles))]
  const wanted = since === undefined ? files : await keepChanged(files, since)
  return wanted.map(path => ({ file: labelPath(path), text: readText(path) }))
}

function findFiles(pattern: string): string[] {
  const path = resolve(pattern)
  const entry = statSync(path, { throwIfNoEntry: false })
  if (entry?.isFile()) return [path]
  if (entry === undefined && !isGlob(pattern)) {
    throw new NoHistoryError(`${pattern} is not there`, { hint: 'Name files, folders or globs of SQL.' })
  }
  const isWanted = matchPattern(pattern)
  const found = walk(entry === undefined ? fixedPart(path) : path).filter(isWanted)
  if (found.length > 0) return found.sort(compareNatural)
  throw new NoHistoryError(
    entry === undefined ? `no file matches ${pattern}` : `${pattern} has no file that ends with .sql`,
  )
}

/** Whether an absolute path is one that a name, a folder or a glob stands for. */
function matchPattern(pattern: string): (path: string) => boolean {
  const path = toPosix(resolve(pattern))
  const glob = isGlob(pattern) ? parseGlob(path) : undefined
  return other => {
    const name = toPosix(other)
    return name === path || glob?.test(name) || (name.startsWith(`${path}/`) && name.endsWith('.sql'))
  }
}

/** The folder in which everything is that a glob can match. */
function fixedPart(glob: string): string {
  const parts = toPosix(glob).split('/')
  return parts.slice(0, parts.findIndex(isGlob)).join('/') || '/'
}

function walk(dir: string): string[] {
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(dir, { withFileTypes: true }).flatMap(entry => {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return []
    const path = join(dir, entry.name)
    const isFolder = entry.isSymbolicLink()
      ? statSync(path, { throwIfNoEntry: false })?.isDirectory()
      : entry.isDirectory()
    return isFolder ? walk(path) : [path]
  })
}

function readText(path: string): string {
  const label = labelPath(path)
  try {
    return decode(readFileSync(path), label)
  } catch (cause) {
    if (cause instanceof UsageError) throw cause
    throw new NoHistoryError(`${label} cannot be read: ${(cause as Error).message}`, { cause })
  }
}

async function keepChanged(files: readonly string[], since: string): Promise<string[]> {
  const dir = realpathSync('.')
  const { commit } = await findBase(dir, since)
  const changed = new Set((await listChangedFiles(dir, commit)).map(path => join(dir, path)))
  return files.filter(file => changed.has(realpathSync(file)))
}

async function readStaged(patterns: readonly string[]): Promise<Source[]> {
  const dir = realpathSync('.')
  const matchers = patterns.map(matchPattern)
  const isWanted = (path: string) => matchers.some(matches => matches(resolve(path)))
  const paths = (await listChangedFiles(dir, staged)).filter(isWanted).sort(compareNatural)
  const contents = await readFilesAt(dir, staged, paths)
  return paths.map(path => ({ file: labelPath(path), text: decode(contents.get(path)!, labelPath(path)) }))
}

/** Texts as a history of plain SQL files, each for itself unless two are `<name>.up.sql` and `<name>.down.sql`. */
export function historyOfTexts(texts: readonly Source[], execution: Execution): History {
  const byFile = new Map(texts.map(text => [text.file, text]))
  const downs = new Map(
    texts.flatMap(text => {
      const up = byFile.get(text.file.replace(/down\.sql$/i, 'up.sql'))
      return up === undefined || up === text || !/[._-]down\.sql$/i.test(text.file) ? [] : [[up.file, text]]
    }),
  )
  const isDown = new Set(downs.values())
  const migrations = texts
    .filter(text => !isDown.has(text))
    .map(({ file, text }): Migration => {
      const down = downs.get(file)
      return {
        version: file,
        name: file,
        isRepeatable: false,
        up: { file, text, execution },
        ...(down !== undefined && { down: { ...down, execution } }),
      }
    })
  return {
    format: 'sql-files',
    dir: '.',
    migrations,
    transactionScope: 'migration',
    settings: {},
    ignored: [],
    notAssessed: [],
  }
}

function toPosix(path: string): string {
  return path.replaceAll('\\', '/')
}
