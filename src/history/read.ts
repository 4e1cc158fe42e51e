import { didYouMean, listWords } from '../base/index.ts'
import { AmbiguousHistoryError, NoHistoryError, SelectionError } from './errors.ts'
import { type Folder, labelPath, leaveOut, openFolder } from './folder.ts'
import { certainties, type Evidence, type Format } from './format.ts'
import { sqlFiles } from './formats/sql-files.ts'
import { formats } from './formats.gen.ts'
import { openFolderAt, staged } from './git.ts'
import type { HistorySettings } from './history-settings.ts'
import { attachHooks, readHooks } from './hooks.ts'
import type { History, Hook, Migration, Unread } from './migration.ts'
import { makePlaceholders } from './placeholder-values.ts'

export interface HistoryOptions extends HistorySettings {
  /** The name of a format, instead of finding out. */
  format?: string
  /** Whether plain SQL files, which have no tool's layout, are no migrations. */
  isOfTool?: boolean
  /** Whether to read what is staged for the next commit, instead of the files. */
  isStaged?: boolean
}

/** Where projects usually keep their migrations, below the root. */
const usualFolders = [
  'supabase/migrations',
  'prisma/migrations',
  'drizzle',
  'migrations',
  'db/migrations',
  'db/migration',
  'db/migrate',
  'sql/migrations',
  'database/migrations',
  'src/main/resources/db/migration',
  'src/main/resources/db/changelog',
]

/**
 * Reads the migrations of a folder, or of the usual folder below a project's root.
 *
 * @throws {NoHistoryError} when there are none, AmbiguousHistoryError when two readings fit,
 * BrokenHistoryError when the folder is not as its tool wants it.
 */
export async function readHistory(dir: string, options: HistoryOptions = {}): Promise<History> {
  const { folder, format } = findHistory(dir, options)
  return readFolder(options.isStaged ? await openFolderAt(folder, staged) : folder, format, options)
}

/** Reads another state of a history's folder, of which not every file needs to go with the values that are there. */
export function rereadFolder(history: History, folder: Folder): Promise<History> {
  return readFolder(folder, findFormat(history.format), { ...history.readWith, isComplete: false })
}

async function readFolder(whole: Folder, format: Format, options: HistorySettings): Promise<History> {
  const values = makePlaceholders(options, format.normalizePlaceholder)
  const own = await readHooks(options.hooks, values)
  const folder = leaveOut(whole, new Set(own.flatMap(hook => ('script' in hook ? [hook.script.file] : []))))
  const reading = await format.read(folder, values)
  const { ignored = [], notAssessed = [] } = reading
  const hooks = [...(reading.hooks ?? []), ...own]
  const migrations = await Promise.all(reading.migrations.map(it => attachToBoth(hooks, it)))
  if (migrations.length === 0 && notAssessed.length === 0) {
    throw new NoHistoryError(`${labelPath(folder.dir)} has no migrations in the format ${format.name}`)
  }
  values.refuseUnused()
  const hookFiles = hooks.flatMap(hook => ('script' in hook ? [hook.script] : []))
  const known = new Set(
    [...migrations.flatMap(filesOf), ...hookFiles, ...ignored, ...notAssessed].map(({ file }) => file),
  )
  const others = folder.walk().filter(path => !known.has(folder.label(path)))
  return {
    format: format.name,
    dir: folder.dir,
    migrations,
    transactionScope: format.transactionScope ?? 'migration',
    bookkeeping: reading.bookkeeping ?? format.bookkeeping,
    readWith: options,
    secrets: values.secrets,
    settings: format.settings ?? {},
    hooks,
    ignored: [...ignored, ...findIgnored(folder, format, others)],
    notAssessed: [...notAssessed, ...findCode(folder, others)],
  }
}

async function attachToBoth(hooks: readonly Hook[], migration: Migration): Promise<Migration> {
  const { up, down } = migration
  return {
    ...migration,
    up: await attachHooks({ hooks }, up, 'up'),
    ...(down && { down: await attachHooks({ hooks }, down, 'down') }),
  }
}

export function findFormat(name: string): Format {
  const format = formats.find(candidate => candidate.name === name)
  if (format !== undefined) return format
  const names = formats.map(candidate => candidate.name)
  throw new SelectionError(`there is no format "${name}".${didYouMean(name, names)}`, {
    hint: `Formats: ${names.join(', ')}.`,
  })
}

interface Found {
  folder: Folder
  format: Format
  evidence: Evidence
}

function findHistory(
  dir: string,
  { format: formatName, isOfTool }: HistoryOptions,
): Pick<Found, 'folder' | 'format'> {
  const choices = isOfTool ? formats.filter(format => format !== sqlFiles) : formats
  const candidates = formatName === undefined ? choices : [findFormat(formatName)]
  const root = openFolder(dir)
  const atRoot = detect(root, candidates)
  if (atRoot !== undefined && atRoot.evidence.certainty !== 'fallback') return atRoot
  const below = usualFolders
    .filter(sub => root.list(sub).length > 0)
    .map(sub => detect(openFolder(`${dir}/${sub}`), candidates))
    .filter(found => found !== undefined)
  if (below.length > 1) throw severalFolders(below)
  const only = below[0] ?? atRoot
  if (only !== undefined) return only
  if (formatName !== undefined) return { folder: root, format: candidates[0]! }
  throw new NoHistoryError(`${labelPath(dir)} has no migrations in a format that pgwright reads`, {
    hint: `Name the folder of the migrations. Formats: ${formats.map(format => format.name).join(', ')}.`,
  })
}

/** The format that is surest that the folder is its own. */
function detect(folder: Folder, candidates: readonly Format[]): Found | undefined {
  const found = candidates.flatMap(format => {
    const evidence = format.detect(folder)
    return evidence === undefined ? [] : [{ folder, format, evidence }]
  })
  const surest = Math.max(...found.map(rank))
  const best = found.filter(candidate => rank(candidate) === surest)
  if (best.length > 1) {
    const readings = best.map(({ format, evidence }) => `${format.name} (${evidence.because})`)
    throw new AmbiguousHistoryError(`${labelPath(folder.dir)} can be read as ${readings.join(' or as ')}`, {
      hint: 'Say which it is with --layout, or keep the formats in folders of their own.',
    })
  }
  return best[0]
}

function rank({ evidence }: Found): number {
  return certainties.indexOf(evidence.certainty)
}

function severalFolders(found: readonly Found[]): AmbiguousHistoryError {
  const folders = found.map(({ folder, format }) => `${labelPath(folder.dir)} (${format.name})`)
  return new AmbiguousHistoryError(`there are migrations in ${listWords(folders)}`, {
    hint: 'Name the folder you mean.',
  })
}

function filesOf({ up, down, verify }: History['migrations'][number]): { file: string }[] {
  return [up, down, verify].filter(script => script !== undefined)
}

const languages: Record<string, string> = {
  go: 'Go',
  js: 'JavaScript',
  cjs: 'JavaScript',
  mjs: 'JavaScript',
  ts: 'TypeScript',
  cts: 'TypeScript',
  mts: 'TypeScript',
  py: 'Python',
  rb: 'Ruby',
  java: 'Java',
  kt: 'Kotlin',
  rs: 'Rust',
  fizz: 'fizz',
}

/** SQL files that match none of the format's rules: its tool does not see them either. */
function findIgnored(folder: Folder, format: Format, paths: readonly string[]): Unread[] {
  return paths
    .filter(path => path.endsWith('.sql'))
    .map(path => ({
      file: folder.label(path),
      because: `no rule of ${format.title} takes a file of this name`,
    }))
}

/** Code that is named as migrations are: told, so that a folder never looks read when part of it was not. */
function findCode(folder: Folder, paths: readonly string[]): Unread[] {
  return paths.flatMap(path => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const language = languages[/\.(\w+)$/.exec(name)?.[1] ?? '']
    const isMigration =
      /^(\d{3,}|[VUR]\d?.*__|migration\.)/.test(name) && !/[._]test\.\w+$|\.d\.ts$/.test(name)
    if (language === undefined || !isMigration) return []
    return [{ file: folder.label(path), because: `a migration written in ${language}, not in SQL` }]
  })
}
