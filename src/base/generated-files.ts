import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { ExitCode, PgwrightError, UsageError } from './errors.ts'

/** A file of somebody else is where a generated one would be written. */
export class ForeignFileError extends PgwrightError {
  readonly code = 'PGWRIGHT_FOREIGN_FILE'
  readonly exit = ExitCode.refused
}

/** What must happen to a generated file for it to say what its source says. */
export interface FileChange {
  file: string
  /** A file that is `gone` is about something that is no more. */
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
 * What must change in a folder for it to hold these files, by their paths in it, and no others that begin with the mark.
 * Files of anybody else stay.
 *
 * @param mark what every generated file begins with
 * @throws {ForeignFileError} when a file of somebody else has the name of one of these.
 */
export async function planFolder(
  folder: string,
  files: ReadonlyMap<string, string>,
  mark: string,
): Promise<FileChange[]> {
  const endings = new Set([...files.keys()].map(path => extname(path)))
  const own = await listOwnFiles(folder, endings, mark)
  const changes = await Promise.all([...files].map(([path, text]) => planFile(join(folder, path), text)))
  const foreign = changes.flat().find(({ file, state }) => state === 'stale' && !own.has(file))
  if (foreign !== undefined) {
    throw new ForeignFileError(`${foreign.file} was not made by this command and would be lost`, {
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
async function listOwnFiles(
  folder: string,
  endings: ReadonlySet<string>,
  mark: string,
): Promise<Set<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(ignoreMissing)
  const files = (entries ?? [])
    .filter(entry => entry.isFile() && endings.has(extname(entry.name)))
    .map(entry => join(entry.parentPath, entry.name))
  const texts = await Promise.all(files.map(async file => ({ file, text: await readIfThere(file) })))
  return new Set(texts.filter(({ text }) => text?.startsWith(mark)).map(({ file }) => file))
}

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(ignoreMissing)
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') {
    throw new UsageError(`What is there already cannot be read: ${error.message}`, {
      cause: error,
    })
  }
}
