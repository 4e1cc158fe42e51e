import { NoHistoryError, SelectionError } from './errors.ts'
import type { History } from './migration.ts'
import { digitsOf, type Files, folderOf, increment, slugOf } from './new-migrations.ts'
import { findFormat, readHistory } from './read.ts'
import { pathOf } from './scripts.ts'

/** The next migration of a folder, without SQL. */
export interface Scaffold {
  /** The folder that holds the migrations. */
  dir: string
  files: Files
}

/**
 * The files of one more migration after all that a folder has, named and laid out as those are; in a folder that has none, as
 * the tool does that `format` names.
 *
 * @throws {NoHistoryError} for a folder without migrations where no format is given.
 * @throws {SelectionError} where the tool's migrations cannot be written by hand, or the name has no letters.
 */
export async function scaffoldMigration(
  dir: string,
  name: string,
  { format, now = new Date() }: { format?: string; now?: Date } = {},
): Promise<Scaffold> {
  const history = await readOrBegin(dir, format)
  const { title, write } = findFormat(history.format)
  if (write === undefined)
    throw new SelectionError(`pgwright does not know how ${title} wants new migrations`)
  const slug = slugOf(name)
  if (slug === '') throw new SelectionError(`"${name}" has no letters from which a file could be named`)
  const last = history.migrations.filter(({ isRepeatable }) => !isRepeatable).at(-1)
  const beside = last === undefined ? '' : pathOf(history, last)
  const path = write.path(nextVersion(history, now), slug, beside)
  const empty = Object.keys(write.companions?.(path, false) ?? {}).map(companion => [companion, ''] as const)
  const folder = folderOf(beside)
  const files = [[path, write.frame('', false)] as const, ...empty]
  return {
    dir: history.dir,
    files: new Map(files.map(([file, text]) => [folder === '' ? file : `${folder}/${file}`, text])),
  }
}

type Known = Pick<History, 'format' | 'dir' | 'migrations'>

async function readOrBegin(dir: string, format: string | undefined): Promise<Known> {
  try {
    return await readHistory(dir, { format, isComplete: false })
  } catch (error) {
    if (!(error instanceof NoHistoryError)) throw error
    if (format === undefined) {
      throw new NoHistoryError(error.message, {
        hint: 'The first migration decides how the folder is laid out: --layout pgwright, or another tool’s.',
        cause: error,
      })
    }
    return { format: findFormat(format).name, dir, migrations: [] }
  }
}

/** A time where the last one is a time, and otherwise one more, written like it. */
function nextVersion({ format, dir, migrations }: Known, now: Date): string {
  const last = migrations.filter(({ isRepeatable }) => !isRepeatable).at(-1)
  if (last === undefined) return firstVersions[format] ?? writeTime(now, 14)!
  const version = format === 'flyway' ? last.version : digitsOf({ dir }, last)
  const [, before = '', digits] = /^(.*?)(\d+)$/.exec(version ?? '') ?? []
  if (digits === undefined)
    throw new SelectionError(`it cannot be told which version comes after ${last.version}`)
  const following = increment(digits)
  const time = isTime(digits) ? writeTime(now, digits.length) : undefined
  return before + (time !== undefined && BigInt(time) > BigInt(following) ? time : following)
}

/** Tools that count from one; the others begin with a time. */
const firstVersions: Record<string, string> = { flyway: '1' }

/** Seconds or milliseconds since 1970, or a date with the time of day and perhaps milliseconds, in this century. */
function isTime(digits: string): boolean {
  return /^(1[5-9]\d{8}|1[5-9]\d{11}|20\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])[0-2]\d[0-5]\d([0-5]\d(\d{3})?)?)$/.test(
    digits,
  )
}

function writeTime(now: Date, width: number): string {
  if (width === 10) return String(Math.floor(now.getTime() / 1000))
  if (width === 13) return String(now.getTime())
  return now.toISOString().replace(/\D/g, '').slice(0, width)
}
