import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { BrokenHistoryError, NoHistoryError } from './errors.ts'
import { compareText } from './order.ts'

/** A folder of migrations, on disk or at an earlier commit. Paths inside it use `/` and are relative to it. */
export interface Folder {
  dir: string
  /** Names of the entries of the folder or of a folder in it, sorted by character; those of folders end with `/`. */
  list(sub?: string): string[]
  /** Paths of all files below, hidden ones and `node_modules` left out. */
  walk(sub?: string): string[]
  has(path: string): boolean
  /** The text of a file, without a byte order mark. */
  text(path: string): string
  /** The path that findings show: relative to the working directory when inside it. */
  label(path: string): string
  /** The text of the nearest file of that name, here or in a folder above, up to the root of the repository. */
  above(name: string): string | undefined
}

/** What a folder is made of; the rest of `Folder` follows from it. */
export interface FolderSource {
  dir: string
  list(sub: string): string[]
  read(path: string): Uint8Array
  above(name: string): string | undefined
}

export function makeFolder(source: FolderSource): Folder {
  const texts = new Map<string, string>()
  const lists = new Map<string, string[]>()
  const list = (sub = ''): string[] => remember(lists, sub, () => source.list(sub).sort(compareText))
  const walk = (sub = ''): string[] =>
    list(sub).flatMap(name => {
      if (name.startsWith('.') || name === 'node_modules/') return []
      const path = joinPath(sub, name)
      return name.endsWith('/') ? walk(path.slice(0, -1)) : [path]
    })
  const label = (path: string): string => labelPath(join(source.dir, path))
  return {
    dir: source.dir,
    list,
    walk,
    has: path => list(parentOf(path)).includes(path.slice(path.lastIndexOf('/') + 1)),
    text: path => remember(texts, path, () => decode(source.read(path), label(path))),
    label,
    above: source.above,
  }
}

/** @throws {NoHistoryError} when there is no such folder. */
export function openFolder(dir: string): Folder {
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) {
    throw new NoHistoryError(`${labelPath(dir)} is not a folder`, {
      hint: 'Name the folder of your migrations.',
    })
  }
  return makeFolder({
    dir,
    list: sub => listDirectory(join(dir, sub)),
    read: path => readFileSync(join(dir, path)),
    above: name => readAbove(resolve(dir), name),
  })
}

/** The same folder without some files, given as findings show them. */
export function leaveOut(folder: Folder, files: ReadonlySet<string>): Folder {
  if (files.size === 0) return folder
  return makeFolder({
    dir: folder.dir,
    list: sub => folder.list(sub).filter(name => !files.has(folder.label(joinPath(sub, name)))),
    read: path => Buffer.from(folder.text(path)),
    above: folder.above,
  })
}

function listDirectory(dir: string): string[] {
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(dir, { withFileTypes: true }).map(entry => {
    const isFolder = entry.isSymbolicLink()
      ? (statSync(join(dir, entry.name), { throwIfNoEntry: false })?.isDirectory() ?? false)
      : entry.isDirectory()
    return isFolder ? `${entry.name}/` : entry.name
  })
}

function readAbove(dir: string, name: string): string | undefined {
  const entries = listDirectory(dir)
  if (entries.includes(name)) return decode(readFileSync(join(dir, name)), labelPath(join(dir, name)))
  const isRoot = entries.includes('.git/') || entries.includes('.git') || dirname(dir) === dir
  return isRoot ? undefined : readAbove(dirname(dir), name)
}

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Every tool here reads migrations as UTF-8; another encoding would reach the server as something else. */
export function decode(bytes: Uint8Array, label: string): string {
  // PostgreSQL takes no NUL in a text, and its parser would read up to there only.
  if (bytes.includes(0)) {
    throw new BrokenHistoryError([label], `byte ${bytes.indexOf(0)} is NUL: this is no text`, {
      hint: 'Save the file as UTF-8, or leave it out.',
    })
  }
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw new BrokenHistoryError([label], `byte ${firstBadByte(bytes)} is not UTF-8`, {
      hint: 'Save the file as UTF-8.',
      cause,
    })
  }
}

/** Counted from 0. A decoder that forgives puts U+FFFD where it cannot read, unless the file itself says that. */
function firstBadByte(bytes: Uint8Array): number {
  let offset = 0
  for (const char of new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)) {
    const isInFile = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd
    if (char === '\uFFFD' && !isInFile) break
    offset += Buffer.byteLength(char)
  }
  return offset
}

export function labelPath(path: string): string {
  const fromHere = relative(process.cwd(), resolve(path))
  const isInside = !fromHere.startsWith('..') && !isAbsolute(fromHere)
  return (isInside ? fromHere || '.' : resolve(path)).replaceAll('\\', '/')
}

export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

export function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

function remember<V>(memory: Map<string, V>, key: string, make: () => V): V {
  const known = memory.get(key)
  if (known !== undefined) return known
  const made = make()
  memory.set(key, made)
  return made
}
