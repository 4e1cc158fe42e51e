import { type Folder, makeFolder, openFolder, parentOf } from './folder.ts'
import type { Writing } from './format.ts'
import type { History, Migration } from './migration.ts'
import { compareDotted } from './order.ts'
import { findFormat, rereadFolder } from './read.ts'
import { pathOf } from './scripts.ts'

/** A migration to be written beside those of a history. */
export interface NewMigration {
  /** In words: `validate orders_total_check`. */
  name: string
  /** Without their semicolons. */
  statements: string[]
  /** Whether they have to run outside a transaction. */
  isAlone: boolean
}

/** Files by their paths in the folder of the history. */
export type Files = Map<string, string>

/**
 * The files of new migrations that run right after one of a history, or where there is no version left between it and the
 * next, after the last. A text says why there can be none.
 */
export function writeMigrations(
  history: History,
  after: Migration,
  migrations: readonly NewMigration[],
): Files | string {
  const format = findFormat(history.format)
  const { write } = format
  if (write === undefined) return `pgwright does not know how ${format.title} wants new migrations`
  if (write.alone === undefined && migrations.some(({ isAlone }) => isAlone))
    return `${format.title} runs every migration that is written in SQL in a transaction`
  const single = migrations.flatMap(it => (it.isAlone && write.alone === 'one' ? splitStatements(it) : [it]))
  const last = history.migrations.filter(({ isRepeatable }) => !isRepeatable).at(-1) ?? after
  const versions = versionsAfter(history, after, single.length) ?? versionsAfter(history, last, single.length)
  if (versions === undefined) return `there is no version after ${after.version}`
  const beside = pathOf(history, after)
  const folder = folderOf(beside)
  return new Map(
    single.flatMap((migration, i) =>
      writeMigration(write, migration, versions[i]!, beside).map(
        ([path, text]) => [folder === '' ? path : `${folder}/${path}`, text] as const,
      ),
    ),
  )
}

function splitStatements({ name, statements, isAlone }: NewMigration): NewMigration[] {
  const isOne = statements.length === 1
  return statements.map((sql, i) => ({ name: isOne ? name : `${name} ${i + 1}`, statements: [sql], isAlone }))
}

function writeMigration(
  write: Writing,
  { name, statements, isAlone }: NewMigration,
  version: string,
  beside: string,
): [string, string][] {
  const path = write.path(version, slugOf(name), beside)
  const script = statements.map(sql => write.wrap?.(`${sql};`) ?? `${sql};`).join('\n')
  return [
    [path, write.frame(`${script}\n`, isAlone)],
    ...Object.entries(write.companions?.(path, isAlone) ?? {}),
  ]
}

/** A name as files are named. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60)
}

/** Where further migrations go: beside the file, or beside the folder of a migration that is one. */
export function folderOf(path: string): string {
  return /(^|\/)(up|migration)\.sql$/.test(path) ? parentOf(parentOf(path)) : parentOf(path)
}

/** Versions between a migration and the one after it, written like its own. */
function versionsAfter(history: History, migration: Migration, count: number): string[] | undefined {
  const following = history.migrations[history.migrations.indexOf(migration) + 1]
  const next = following?.isRepeatable ? undefined : following
  if (history.format === 'flyway') {
    const versions = Array.from({ length: count }, (_, i) => `${migration.version}.${i + 1}`)
    return next !== undefined && compareDotted(versions.at(-1)!, next.version) >= 0 ? undefined : versions
  }
  const own = digitsOf(history, migration)
  const limit = next && digitsOf(history, next)
  if (own === undefined) return undefined
  const versions: string[] = []
  for (let version = own; versions.length < count; versions.push(version)) version = increment(version)
  return limit !== undefined && BigInt(versions.at(-1)!) >= BigInt(limit) ? undefined : versions
}

/** The number with which the name of a migration begins, with its zeros. */
export function digitsOf(history: Pick<History, 'dir'>, migration: Migration): string | undefined {
  const path = pathOf(history, migration)
  const folder = folderOf(path)
  return /^(\d+)[^\d-]/.exec(folder === '' ? path : path.slice(folder.length + 1))?.[1]
}

/** The next number of the same width; of a time, the next second. */
export function increment(digits: string): string {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits)?.map(Number) ?? []
  if (year === undefined) return String(BigInt(digits) + 1n).padStart(digits.length, '0')
  const time = new Date(Date.UTC(year, month! - 1, day, hour, minute, second! + 1))
  return time.toISOString().replace(/\D/g, '').slice(0, 14)
}

/** The history as it would be read when these files were written. */
export function readEdited(history: History, files: Files): Promise<History> {
  return rereadFolder(history, overlay(openFolder(history.dir), files))
}

function overlay(folder: Folder, files: Files): Folder {
  return makeFolder({
    dir: folder.dir,
    list: sub => {
      const below = [...files.keys()].filter(path => sub === '' || path.startsWith(`${sub}/`))
      const names = below.map(path => path.slice(sub === '' ? 0 : sub.length + 1).replace(/\/.*$/, '/'))
      return [...new Set([...folder.list(sub), ...names])]
    },
    read: path => Buffer.from(files.get(path) ?? folder.text(path)),
    above: folder.above,
  })
}
