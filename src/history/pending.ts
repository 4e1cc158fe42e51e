import { count } from '../base/index.ts'
import { NoHistoryError, SelectionError } from './errors.ts'
import { openFolder } from './folder.ts'
import { findBase, openFolderAt } from './git.ts'
import { readLedger } from './ledger.ts'
import type { History, Migration, Script } from './migration.ts'
import { rereadFolder } from './read.ts'
import type { Querier } from './tool-ledger.ts'

/** Which migrations are pending: since a git ref (by default the default branch), the last, from a version on, or all but the applied. */
export type Choice = { since?: string } | { last: number } | { from: string } | { applied: readonly string[] }

/** A history cut in two. */
export interface Selection {
  /** What is taken as applied, in order. */
  base: Migration[]
  pending: Migration[]
  /** Migrations that were there at the git ref with another text; their tool will not run them again. */
  edited: Migration[]
  /** Pending migrations that sort before one that is applied. */
  outOfOrder: Migration[]
  /** How it was found, as one sentence for people. */
  how: string
}

/** @throws {SelectionError} when the history cannot satisfy the choice, GitError when git cannot. */
export async function selectPending(history: History, choice: Choice = {}): Promise<Selection> {
  if ('last' in choice) return selectLast(history, choice.last)
  if ('from' in choice) return selectFrom(history, choice.from)
  if ('applied' in choice) return selectUnapplied(history, choice.applied, 'the list of applied versions')
  return selectSince(history, choice.since)
}

/** What a database lacks, by the ledger of pgwright, `named` where it is not called as usual, and that of the history's tool. */
export async function pendingInDatabase(
  history: History,
  session: Querier,
  named?: string,
): Promise<Selection> {
  const { table, applied } = await readLedger(history, session, named)
  const source = table === undefined ? 'a database without a ledger' : `the ledger ${table}`
  return selectUnapplied(history, applied, source)
}

function selectLast(history: History, last: number): Selection {
  const size = history.migrations.length
  if (!Number.isInteger(last) || last < 1 || last > size) {
    throw new SelectionError(`the last ${last} of ${count(size, 'migration')}: there are not that many`)
  }
  const pending = new Set(history.migrations.slice(size - last))
  return cut(history, pending, `the last ${last} of ${count(size, 'migration')}`)
}

function selectFrom(history: History, from: string): Selection {
  const start = history.migrations.findIndex(({ version, name, up }) => {
    return [version, name, `${version}_${name}`].includes(from) || up.file.endsWith(`/${from}`)
  })
  if (start < 0) {
    const versions = history.migrations.slice(-3).map(migration => migration.version)
    throw new SelectionError(`no migration has the version ${from}`, {
      hint: `The last are ${versions.join(', ')}.`,
    })
  }
  return cut(history, new Set(history.migrations.slice(start)), `from ${from} on`)
}

function selectUnapplied(history: History, applied: readonly string[], source: string): Selection {
  const known = new Set(applied)
  const pending = new Set(history.migrations.filter(migration => !known.has(migration.version)))
  return cut(history, pending, `not in ${source}`)
}

/** The folder is read once more as it was then; what that history lacks, or has otherwise, is what changed. */
async function selectSince(history: History, ref: string | undefined): Promise<Selection> {
  const { commit, how } = await findBase(history.dir, ref)
  const before = await readVersionsAt(history, commit)
  const isChanged = ({ version, up }: Migration) =>
    before.has(version) && before.get(version) !== comparable(up)
  const pending = history.migrations.filter(migration => {
    return !before.has(migration.version) || (migration.isRepeatable && isChanged(migration))
  })
  const selection = cut(history, new Set(pending), `not in ${how}`)
  return { ...selection, edited: selection.base.filter(isChanged) }
}

async function readVersionsAt(history: History, commit: string): Promise<Map<string, string>> {
  const folder = await openFolderAt(openFolder(history.dir), commit)
  try {
    const before = await rereadFolder(history, folder)
    return new Map(before.migrations.map(({ version, up }) => [version, comparable(up)]))
  } catch (error) {
    if (error instanceof NoHistoryError) return new Map()
    throw error
  }
}

/** A checkout may have other line ends than the repository, and what is blank around a script may have moved. */
function comparable({ text, original = text }: Script): string {
  return original.replaceAll('\r\n', '\n').trim()
}

function cut(history: History, chosen: ReadonlySet<Migration>, how: string): Selection {
  const base = history.migrations.filter(migration => !chosen.has(migration))
  const pending = history.migrations.filter(migration => chosen.has(migration))
  const lastApplied = history.migrations.findLastIndex(
    migration => !chosen.has(migration) && !migration.isRepeatable,
  )
  const outOfOrder = history.migrations.slice(0, lastApplied + 1).filter(migration => chosen.has(migration))
  return {
    base,
    pending,
    edited: [],
    outOfOrder,
    how: `${count(pending.length, 'pending migration')}: ${how}.`,
  }
}
