import { type Catalog, describeDifference, objectKey } from '../catalog/index.ts'
import { renderChanges } from '../ddl/index.ts'
import { type Reconciliation, reconcile } from '../rehearsal/index.ts'
import { readSources, type Source } from '../sources/index.ts'
import { alignForSql } from './align.ts'
import type { CompareOptions } from './options.ts'

/** SQL that turns one database into another, with what is known of it. */
export interface Changes extends Reconciliation {
  /** The script with comments for people; all of it a comment when it is not proved. */
  sql: string
}

/** Writes SQL that turns one database into another, and proves it on a disposable copy of the first. */
export async function writeChanges(
  from: string,
  to: string,
  options: CompareOptions & Pick<ReconcileOptions, 'hasRenames'>,
): Promise<Changes> {
  const [old, wanted] = await readSources([from, to], { ...options, hasDependencies: true })
  options.onProgress?.('proving the way on a disposable copy')
  return reconcileSources(old!, wanted!, options)
}

interface ReconcileOptions {
  /** Takes out of the goal what is to stay as it is. */
  narrow?: (from: Catalog, to: Catalog) => Catalog
  /** Whether what differs only in its name is renamed; default: yes. */
  hasRenames?: boolean
}

/** The same for what was read already, with dependencies. */
export async function reconcileSources(
  from: Source,
  to: Source,
  { narrow = (_, goal) => goal, hasRenames }: ReconcileOptions = {},
): Promise<Changes> {
  const [old, wanted] = alignForSql(from, to)
  const major = Number.parseInt(from.snapshot.serverVersion, 10)
  const result = await reconcile(old, narrow(old, wanted), {
    major,
    hasRenames,
    ...(from.isMade && { role: 'postgres' }),
  })
  return { ...result, sql: renderReconciliation(result, from, to) }
}

function renderReconciliation({ steps, remaining, doubt }: Reconciliation, from: Source, to: Source): string {
  const script = steps.length === 0 ? '' : `\n${renderChanges(steps)}`
  const verdict =
    doubt === undefined
      ? 'proved: run on a disposable copy of the first, it ended in the second'
      : `NOT PROVED, and so a comment only: ${doubt}`
  const head = [`-- from ${from.name}`, `-- to   ${to.name}`, `-- ${verdict}`]
  const rest = remaining.map(({ difference, because }) => {
    const { kind, identity, change, attributes } = difference
    const what = change === 'altered' ? attributes.map(describeDifference).join('; ') : `is ${change}`
    return `--   ${objectKey(kind, identity)}: ${what}\n--     because ${because}`
  })
  return [
    ...head,
    ...(rest.length === 0 ? [] : ['--', '-- What no statement here brings about:', ...rest]),
    doubt === undefined ? script : script.replace(/^(?!--)(?=.)/gm, '-- '),
  ].join('\n')
}
