import { count } from '../base/index.ts'
import { splitIdentity, takeSnapshot } from '../catalog/index.ts'
import { holdsData } from '../effects/index.ts'
import type { Session } from '../engine/index.ts'
import type { History, Migration } from '../history/index.ts'
import { type RehearsedMigration, rehearse } from '../rehearsal/index.ts'
import { quoteIdentifier, quoteQualified } from '../sql/index.ts'
import { MigrationRefusedError } from './errors.ts'
import type { WayBack } from './way-back.ts'

/** What is gone once a migration is taken back. */
export interface Loss {
  /** The migration that is taken back. */
  version: string
  /** Qualified, and quoted where needed. */
  table: string
  /** Missing where it is the whole table. */
  column?: string
  /** Rows of the table, or those in which the column has a value; missing where the table has another name today. */
  rows?: number
}

/**
 * Runs the ways back on a copy of the database, with its structure and without its rows, and counts in the database what they would
 * drop or empty there.
 *
 * @throws {MigrationRefusedError} where one of them fails on the copy.
 */
export async function findLosses(
  session: Session,
  history: History,
  ways: readonly WayBack[],
  onProgress?: (step: string) => void,
): Promise<{ rehearsed: RehearsedMigration[]; losses: Loss[] }> {
  const structure = await takeSnapshot(session, { hasDependencies: true })
  const pending = ways.map(asPending)
  const { migrations } = await rehearse(history, [], pending, {
    ...{ major: session.major, structure: structure.catalog },
    ...{ setup: [], seeds: [], ...(onProgress && { onProgress }) },
  })
  const losses: Loss[] = []
  for (const rehearsed of migrations) {
    refuseFailed(rehearsed)
    for (const { table, column } of listDropped(rehearsed)) {
      const rows = await countRows(session, table, column)
      if (rows === 0) continue
      const { version } = rehearsed.migration
      losses.push({
        ...{ version, table },
        ...(column !== undefined && { column }),
        ...(rows !== undefined && { rows }),
      })
    }
  }
  return { rehearsed: migrations, losses }
}

export function describeLoss({ table, column, rows }: Loss): string {
  const what = column === undefined ? `table ${table}` : `column ${table}.${column}`
  if (rows === undefined) return what
  return `${what} with ${count(rows, column === undefined ? 'row' : 'value')}`
}

function asPending({ migration: { version, name }, script }: WayBack): Migration {
  return { version, name, isRepeatable: false, up: script }
}

function refuseFailed({ migration, outcome, statements }: RehearsedMigration): void {
  const error = statements.at(-1)?.error
  if (outcome === 'applied' || error === undefined) return
  const { file, line } = error.location
  throw new MigrationRefusedError(
    `${file}:${line}: on a copy of the database, taking ${migration.version} back fails: ${error.message}`,
    {
      hint: 'Mend the down script. --allow-data-loss runs it without trying it first.',
    },
  )
}

function listDropped({ statements }: RehearsedMigration): Pick<Loss, 'table' | 'column'>[] {
  const effects = statements.map(({ effect }) => effect)
  const dropped = effects
    .flatMap(({ changes }) => changes)
    .filter(({ change, isExisting, kind }) => change === 'dropped' && isExisting && holdsData(kind))
  const emptied = effects.flatMap(({ truncates }) => truncates).filter(({ isExisting }) => isExisting)
  const tables = new Set([
    ...dropped.filter(({ kind }) => kind === 'table').map(({ identity }) => identity),
    ...emptied.map(({ name }) => name),
  ])
  const columns = dropped
    .filter(({ kind }) => kind === 'table column')
    .map(({ identity }) => {
      const parts = splitIdentity(identity)
      return { table: quoteQualified(...parts.slice(0, -1)), column: quoteIdentifier(parts.at(-1)!) }
    })
  return [
    ...[...tables].map(table => ({ table })),
    // Those of a table that goes as a whole go with it.
    ...columns.filter(({ table }) => !tables.has(table)),
  ]
}

/** Nothing where the table has another name at this moment: a migration that is taken back before has renamed it. */
async function countRows(
  session: Session,
  table: string,
  column: string | undefined,
): Promise<number | undefined> {
  const [found] = await session.query<{ isThere: boolean }>(
    `select exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass($1)
       and not attisdropped and ($2::text is null or pg_catalog.quote_ident(attname) = $2)) as "isThere"`,
    [table, column ?? null],
  )
  if (!found!.isThere) return undefined
  const [row] = await session.query<{ rows: number }>(
    `select pg_catalog.count(${column ?? '*'}) as rows from ${table}`,
  )
  return row!.rows
}
