import type { Migration } from '../../history/index.ts'
import { createLedger, findLedger, hashScript, readEntries } from '../../ledger/index.ts'
import { type Source, type Statement, splitSource } from '../../sql/index.ts'
import type { Applied } from '../apply.ts'
import { comeBack } from '../come-back.ts'
import type { RunOptions } from '../options.ts'
import { takeTurn } from '../turn.ts'
import type { BackfillOptions } from './options.ts'
import { type BackfillPlan, planBackfill } from './plan.ts'
import { readShape } from './shape.ts'

/**
 * Runs every statement of a text in batches. The ledger remembers how far it is under the hash of the text: the same text goes on
 * where it was left, and when it was done it is done anew. Migrations may run beside it.
 *
 * @throws {BackfillRefusedError} before anything is done, where a statement cannot be run in batches.
 * @throws {InterruptedError | MigrationFailedError | LockTimeoutError | TurnError | LedgerError}
 */
export async function runBackfills(
  source: Source,
  options: RunOptions & { backfill?: BackfillOptions },
): Promise<Applied> {
  const { statements } = await splitSource(source)
  for (const statement of statements) readShape(statement)
  const hash = hashScript(source.text)
  const migration: Migration = {
    ...{ version: `backfill:${hash.slice(0, 12)}`, name: source.file, isRepeatable: false },
    up: { ...source, execution: 'autocommit' },
  }
  const { version, name, up } = migration
  let applied: Applied | undefined
  const [{ surround }, { applyScript }] = await Promise.all([import('../surround.ts'), import('../apply.ts')])
  await comeBack(options, async session => {
    const found = await findLedger(session, options.ledger)
    const own = { ...found, qualified: `${found.qualified} ${version}` }
    const { turn } = await takeTurn(session, own, options)
    const table = await createLedger(session, { ...(await findLedger(session, options.ledger)), turn })
    const entries = (await readEntries(session, table)).filter(it => it.version === version)
    const begun = entries.find(({ outcome }) => outcome === 'partial')
    const before = entries.find(({ outcome }) => outcome === 'applied')
    await using around = surround(session, table, options)
    applied = await applyScript(
      around,
      {
        ...{ migration, script: up, version, name, direction: 'up', hash, origin: 'backfill' },
        backfill: options.backfill ?? {},
        ...(begun && { begun }),
        ...(before && { replaces: { id: before.id, outcome: 'superseded' } }),
      },
      true,
    )
  })
  return applied!
}

/** How a statement would be run in batches. */
export interface BackfillPreview {
  statement: Statement
  /** The columns that cut the batches. */
  key: string[]
  estimatedRows: number
  /** The first of the batches. */
  sql: string
}

/**
 * What `runBackfills` would do; nothing is changed.
 *
 * @throws {BackfillRefusedError}
 */
export async function previewBackfills(
  source: Source,
  { connect }: Pick<RunOptions, 'connect'>,
): Promise<BackfillPreview[]> {
  const { statements } = await splitSource(source)
  await using session = await connect()
  const previews: BackfillPreview[] = []
  for (const statement of statements) previews.push(await preview(await planBackfill(session, statement)))
  return previews
}

async function preview({ shape, keyset }: BackfillPlan): Promise<BackfillPreview> {
  const end = await keyset.findEnd()
  const upto = end && ((await keyset.findNext(null, end, 500)) ?? end)
  return {
    statement: shape.statement,
    key: keyset.columns.map(({ name }) => name),
    estimatedRows: await keyset.estimateRows(),
    sql: upto === undefined ? shape.statement.text : shape.narrow(keyset.between(null, upto)),
  }
}
