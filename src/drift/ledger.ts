import { type CatalogDifference, type DiffOptions, diffCatalogs, keyOf, objectKey } from '../catalog/index.ts'
import type { Session } from '../engine/index.ts'
import { type History, type Migration, readLedger } from '../history/index.ts'
import { type MakeOptions, makeSteps } from '../sources/index.ts'
import { type Comparison, compareSides } from './compare.ts'

/** What the ledger of a live database says of the migrations that it should have. */
export interface LedgerReading {
  /** Such as `schema_migrations`. */
  table: string
  /** The tables in which the tool of the history and pgwright keep what is applied, there or not. */
  ledgers: string[]
  /** Versions, in the order of the history. */
  applied: string[]
  pending: Migration[]
}

/** How a difference came about, as the ledger proves it. */
export type Cause = { by: 'hand' } | { by: 'pending'; versions: string[] }

export interface AttributedDifference extends CatalogDifference {
  /** Undefined where no ledger tells. */
  cause?: Cause
}

/** Undefined where the tool of the history has never been. */
export async function readLedgerOf(history: History, session: Session): Promise<LedgerReading | undefined> {
  const { table, ledgers, applied } = await readLedger(history, session)
  if (table === undefined) return undefined
  const known = new Set(applied)
  return { table, ledgers, applied, pending: history.migrations.filter(({ version }) => !known.has(version)) }
}

/** Whether a difference is in a ledger or a part of it, which is the tool's: its versions make it differently. */
export function isOfLedger(
  { kind, identity, within = '' }: CatalogDifference,
  ledger: LedgerReading,
): boolean {
  const names = ledger.ledgers.map(name => name.split('.').at(-1))
  return [objectKey(kind, identity), within].some(key => {
    const [, table] = /^table(?: column)? [^.]+\.([^.]+)/.exec(key) ?? []
    return names.includes(table)
  })
}

/** What the ledger explains of a comparison. */
export interface Explanation {
  differences: AttributedDifference[]
  /** Objects that were made by hand as a pending migration will make them; it may fail by that. */
  madeAhead: string[]
}

/**
 * Proves of each difference where it comes from. What is as the applied migrations left it lacks a pending one; what is not
 * was done by hand.
 *
 * @throws {ReplayError} when the migrations cannot be run in the order of the ledger
 */
export async function explainByLedger(
  comparison: Comparison,
  ledger: LedgerReading,
  options: MakeOptions & DiffOptions,
): Promise<Explanation> {
  const { from, to, differences } = comparison
  const { pending } = ledger
  if (pending.length === 0) {
    return { differences: differences.map(it => ({ ...it, cause: { by: 'hand' } })), madeAhead: [] }
  }
  const major = Number.parseInt(from.snapshot.serverVersion, 10)
  const steps = await makeSteps(from.history!, pending, { ...options, major })
  const byHand = compareSides({ ...from, snapshot: steps[0]! }, to, options).differences.filter(
    it => !isOfLedger(it, ledger),
  )
  const changes = pending.map(({ version }, i) => ({
    version,
    keys: new Set(diffCatalogs(steps[i]!.catalog, steps[i + 1]!.catalog).map(keyOf)),
  }))
  const versionsOf = (difference: CatalogDifference) => {
    const versions = changes.filter(({ keys }) => keys.has(keyOf(difference))).map(({ version }) => version)
    // Out of its order a migration may make something else than it did here.
    return versions.length > 0 ? versions : pending.map(({ version }) => version)
  }
  const edits = new Map(byHand.map(it => [keyOf(it), it]))
  const missing = new Set(differences.map(keyOf))
  return {
    differences: differences.flatMap(it => splitByCause(it, edits.get(keyOf(it)), versionsOf(it))),
    madeAhead: byHand.filter(it => !missing.has(keyOf(it))).map(keyOf),
  }
}

/** A difference that is partly an edit and partly what a migration would change is two. */
function splitByCause(
  difference: CatalogDifference,
  edit: CatalogDifference | undefined,
  versions: string[],
): AttributedDifference[] {
  const { change, attributes } = difference
  const [byHand, byPending]: [Cause, Cause] = [{ by: 'hand' }, { by: 'pending', versions }]
  if (change !== 'altered') return [{ ...difference, cause: edit?.change === change ? byHand : byPending }]
  const edited = new Set(edit?.attributes.map(({ name }) => name))
  return [
    { ...difference, cause: byHand, attributes: attributes.filter(({ name }) => edited.has(name)) },
    { ...difference, cause: byPending, attributes: attributes.filter(({ name }) => !edited.has(name)) },
  ].filter(part => part.attributes.length > 0)
}
