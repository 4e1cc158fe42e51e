import { createHash } from 'node:crypto'
import type { Folder } from './folder.ts'
import type { Migration } from './migration.ts'
import { pathOf } from './scripts.ts'

/** The text of the file that holds a migration, with everything that is not its script. */
export function readWhole(folder: Folder, migration: Migration): string {
  return folder.text(pathOf(folder, migration))
}

/**
 * What a tool that hashes whole files may have kept: of the file as it is, and as a checkout with other line ends or an
 * editor with a byte order mark would have it.
 */
export function hashWhole(algorithm: string, folder: Folder, migration: Migration): string[] {
  const text = readWhole(folder, migration)
  const unix = text.replaceAll('\r\n', '\n')
  const forms = [text, unix, unix.replaceAll('\n', '\r\n')]
  const hashes = [...forms, ...forms.map(form => `\uFEFF${form}`)].map(form =>
    createHash(algorithm).update(form).digest('hex'),
  )
  return [...new Set(hashes)]
}
