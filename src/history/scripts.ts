import { relative, resolve } from 'node:path'
import { BrokenHistoryError } from './errors.ts'
import type { Folder } from './folder.ts'
import type { Execution, Migration, Script } from './migration.ts'

/** Every character but line ends becomes a space, so that what follows keeps its place. */
export function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ')
}

/** The text with everything outside the ranges blanked; ranges are `[start, end)`, in order. */
export function keepRanges(text: string, ranges: readonly (readonly [number, number])[]): string {
  let kept = ''
  for (const [start, end] of ranges) kept += blank(text.slice(kept.length, start)) + text.slice(start, end)
  return kept + blank(text.slice(kept.length))
}

/** A file that is one script as a whole. */
export function readScript(folder: Folder, path: string, execution: Execution): Script {
  return { file: folder.label(path), text: folder.text(path), execution }
}

/** The path of a migration's up script in the folder of its history. */
export function pathOf({ dir }: { dir: string }, { up }: Pick<Migration, 'up'>): string {
  return relative(resolve(dir), resolve(up.file)).replaceAll('\\', '/')
}

export interface PairedFile {
  path: string
  version: string
  name: string
  isDown: boolean
}

/** Joins up and down files of the same version, keeping the order of the files. */
export function pairFiles(
  folder: Folder,
  files: readonly PairedFile[],
  toScript: (path: string) => Script,
): Migration[] {
  const ups = byVersion(
    folder,
    files.filter(file => !file.isDown),
  )
  const downs = byVersion(
    folder,
    files.filter(file => file.isDown),
  )
  const orphans = [...downs.values()].filter(down => !ups.has(down.version))
  if (orphans.length > 0) {
    throw new BrokenHistoryError(
      orphans.map(file => folder.label(file.path)),
      'a down migration without its up migration',
    )
  }
  return [...ups.values()].map(({ version, name, path }) => {
    const down = downs.get(version)
    const migration: Migration = { version, name, isRepeatable: false, up: toScript(path) }
    return down === undefined ? migration : { ...migration, down: toScript(down.path) }
  })
}

/** @throws {BrokenHistoryError} naming both files when two have one version. */
export function byVersion<T extends { version: string; path: string }>(
  folder: Folder,
  files: readonly T[],
): Map<string, T> {
  const found = new Map<string, T>()
  for (const file of files) {
    const other = found.get(file.version)
    if (other !== undefined) {
      throw new BrokenHistoryError(
        [folder.label(other.path), folder.label(file.path)],
        `two migrations with the version ${file.version}`,
      )
    }
    found.set(file.version, file)
  }
  return found
}

/** The files right in the folder whose names match, with the match. */
export function matchFiles(folder: Folder, pattern: RegExp): { path: string; match: RegExpExecArray }[] {
  return folder.list().flatMap(path => {
    const match = pattern.exec(path)
    return match === null ? [] : [{ path, match }]
  })
}

/** The first file right in the folder whose text matches. */
export function findByText(folder: Folder, pattern: RegExp): string | undefined {
  return folder.list().find(path => path.endsWith('.sql') && pattern.test(folder.text(path)))
}

/** The down half of a pair whose up half does a part of what the migration before it began. */
export function writeNoWayBack(path: string): Record<string, string> {
  if (!path.endsWith('.up.sql')) return {}
  return { [path.replace(/up\.sql$/, 'down.sql')]: '-- The migration before takes everything back.\n' }
}
