import { isGlob, mapParallel, PgwrightError, parseGlob } from '../base/index.ts'
import type { Session } from '../engine/index.ts'
import type { History } from '../history/index.ts'
import { quoteIdentifier } from '../sql/index.ts'
import { MigrationRefusedError } from './errors.ts'
import type { UpOptions, UpResult } from './options.ts'
import { migrateUp } from './up.ts'

/** What came of one schema of several. */
export interface SchemaOutcome {
  schema: string
  /** Missing where it failed, or was not begun because the first one did. */
  result?: UpResult
  error?: PgwrightError
}

/**
 * The schemas of a database that names and globs such as `tenant_*` stand for, by name.
 *
 * @throws {MigrationRefusedError} for one that stands for none.
 */
export async function listSchemas(session: Session, patterns: readonly string[]): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `select nspname as name from pg_catalog.pg_namespace
     where nspname not like 'pg\\_%' and nspname <> 'information_schema' order by nspname`,
  )
  const names = rows.map(({ name }) => name)
  const chosen = patterns.flatMap(pattern => {
    const glob = isGlob(pattern) ? parseGlob(pattern) : undefined
    const found = names.filter(name => glob?.test(name) ?? name === pattern)
    if (found.length > 0) return found
    throw new MigrationRefusedError(`there is no schema ${pattern}`, {
      hint: `There are ${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}.`,
    })
  })
  return [...new Set(chosen)]
}

/**
 * Applies a history in each of several schemas, which all have a ledger of their own. The first one goes ahead, and is the only one
 * that is reviewed, since they are alike; where it fails the others are not begun. These run at the same time, at most
 * `parallel` of them.
 */
export async function migrateSchemas(
  history: History,
  schemas: readonly string[],
  parallel: number,
  options: UpOptions,
): Promise<SchemaOutcome[]> {
  const [first, ...others] = schemas
  if (first === undefined) return []
  const ahead = await tryOne(history, first, options)
  if (ahead.error !== undefined) return [ahead, ...others.map(schema => ({ schema }))]
  const { review: _, ...unreviewed } = options
  return [ahead, ...(await mapParallel(others, parallel, schema => tryOne(history, schema, unreviewed)))]
}

async function tryOne(history: History, schema: string, options: UpOptions): Promise<SchemaOutcome> {
  const settings = { ...history.settings, search_path: `${quoteIdentifier(schema)}, public` }
  const { ledger = 'pgwright_ledger', onEvent } = options
  try {
    const result = await migrateUp(
      { ...history, settings },
      {
        ...options,
        ledger: `${schema}.${ledger}`,
        ...(onEvent && { onEvent: event => onEvent({ ...event, schema }) }),
      },
    )
    return { schema, result }
  } catch (error) {
    if (error instanceof PgwrightError) return { schema, error }
    throw error
  }
}
