import { count, formatLocation } from '../base/index.ts'
import type { Snapshot } from '../catalog/index.ts'
import type { NotAssessed } from '../findings/index.ts'
import {
  aroundRun,
  type History,
  type Migration,
  type PendingScripts,
  readStatements,
  type Script,
} from '../history/index.ts'
import { emptyModel, type Model, markExisting, modelOf, unknownModel } from '../prediction/index.ts'
import type { SqlSyntaxError } from '../sql/index.ts'
import { foresee } from './foresee.ts'

/** What is known of the database before the pending change. */
export interface Knowledge {
  /** To be played on; the next run needs another. */
  model: Model
  /** Where it is from, in words for people. */
  source: string
  notAssessed: NotAssessed[]
}

/** PostgreSQL's newest major: what is meant where nobody says another. */
export const newestMajor = 18

/** Nothing but the text is known. */
export function knowNothing(major = newestMajor): Knowledge {
  return { model: unknownModel(major), source: 'the text alone', notAssessed: [] }
}

/** A database as it was read; `rows` are the planner's numbers of rows of its tables, where they are known. */
export function knowCatalog(
  { catalog, serverVersion, database }: Snapshot,
  rows: ReadonlyMap<string, number> = new Map(),
  major = Number.parseInt(serverVersion, 10),
): Knowledge {
  const model = modelOf(catalog, major)
  for (const [name, count] of rows) {
    const table = model.relations.get(name)
    if (table !== undefined && 'columns' in table) table.rows = count
  }
  return { model, source: `the catalog of ${database}, PostgreSQL ${serverVersion}`, notAssessed: [] }
}

/**
 * What the migrations before the pending ones make of an empty database, by playing them. What cannot be played is a gap:
 * names that are not known are then supposed to exist.
 */
export async function foldHistory(
  history: History,
  base: readonly Migration[],
  { major = newestMajor, setup = [] }: { major?: number; setup?: readonly Script[] } = {},
): Promise<Knowledge> {
  const model = emptyModel(major)
  const errors: SqlSyntaxError[] = []
  const scripts: PendingScripts[] = []
  for (const migration of [...prologue(history, setup), ...aroundRun(history, base)]) {
    scripts.push({
      migration,
      up: await readStatements(migration.up, { onError: error => errors.push(error) }),
    })
  }
  const played = await foresee(history, scripts, model, { goesOn: true })
  const gaps: NotAssessed[] = [
    ...errors.map(({ location, reason }) => gapAt(location, reason)),
    ...played.flatMap(({ statements, up }) => [
      ...up.notAssessed,
      ...statements.flatMap(({ error }) =>
        error === undefined ? [] : [gapAt(error.location, error.message)],
      ),
    ]),
  ]
  const unread = history.notAssessed.map(({ file, because }) => ({ what: file, because }))
  model.gaps.push(...[...gaps, ...unread].map(({ what, because }) => `${what}: ${because}`))
  markExisting(model)
  return {
    model,
    source: `the history before (${count(base.length, 'migration')})`,
    // What the history itself has not read is told with the history.
    notAssessed: gaps,
  }
}

/** What a platform and then a tool bring, before the first migration. */
function prologue({ bookkeeping }: History, setup: readonly Script[]): Migration[] {
  const scripts: Script[] = [...setup]
  if (bookkeeping !== undefined)
    scripts.push({ file: 'bookkeeping', text: bookkeeping, execution: 'autocommit' })
  return scripts.map(up => ({ version: up.file, name: up.file, isRepeatable: false, up }))
}

function gapAt(location: NonNullable<NotAssessed['location']>, because: string): NotAssessed {
  return { what: `${formatLocation(location)}, in the history before`, because, location }
}
