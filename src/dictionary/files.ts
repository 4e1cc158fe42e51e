import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { UsageError } from '../base/index.ts'
import { ForeignFileError } from './errors.ts'
import { markdownMark } from './markdown.ts'

/** What must happen to a file for it to say what the database says. */
export interface FileChange {
  file: string
  /** A file that is `gone` is about something that the database no longer has. */
  state: 'missing' | 'stale' | 'gone'
  /** What it must hold; nothing for one that must go. */
  text?: string
}

/** Nothing when the file holds the text. */
export async function planFile(file: string, text: string): Promise<FileChange[]> {
  const known = await readIfThere(file)
  return known === text ? [] : [{ file, state: known === undefined ? 'missing' : 'stale', text }]
}

/**
 * What must change in a folder for it to hold these files, by their paths in it, and no others that the dictionary made.
 * Files of anybody else stay.
 *
 * @throws {ForeignFileError} when a file of somebody else has the name of one of these.
 */
export async function planFolder(folder: string, files: ReadonlyMap<string, string>): Promise<FileChange[]> {
  const own = await listOwnFiles(folder)
  const changes = await Promise.all([...files].map(([path, text]) => planFile(join(folder, path), text)))
  const foreign = changes.flat().find(({ file, state }) => state === 'stale' && !own.has(file))
  if (foreign !== undefined) {
    throw new ForeignFileError(`${foreign.file} was not made by pgwright dictionary and would be lost`, {
      hint: 'Move it away, or choose another folder with --out.',
    })
  }
  const kept = new Set([...files.keys()].map(path => join(folder, path)))
  const gone = [...own].filter(file => !kept.has(file)).map(file => ({ file, state: 'gone' as const }))
  return [...changes.flat(), ...gone]
}

/** Makes the files what the plan says. Folders that become empty go, too. */
export async function applyChanges(changes: readonly FileChange[]): Promise<void> {
  for (const { file, text } of changes) {
    try {
      if (text === undefined) await remove(file)
      else await write(file, text)
    } catch (error) {
      throw new UsageError(`${file} cannot be written: ${(error as Error).message}`, { cause: error })
    }
  }
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

async function remove(file: string): Promise<void> {
  await rm(file)
  if ((await readdir(dirname(file))).length === 0) await rmdir(dirname(file))
}

/** Files in a folder that begin with the mark. */
async function listOwnFiles(folder: string): Promise<Set<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(ignoreMissing)
  const files = (entries ?? [])
    .filter(entry => entry.isFile() && entry.name.endsWith('.md'))
    .map(entry => join(entry.parentPath, entry.name))
  const texts = await Promise.all(files.map(async file => ({ file, text: await readIfThere(file) })))
  return new Set(texts.filter(({ text }) => text?.startsWith(markdownMark)).map(({ file }) => file))
}

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(ignoreMissing)
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') {
    throw new UsageError(`The dictionary cannot be compared with what is there: ${error.message}`, {
      cause: error,
    })
  }
}
