import { type Catalog, diffCatalogs, readCatalog } from '../catalog/index.ts'
import type { Session } from '../engine/index.ts'
import type { Script } from '../history/index.ts'
import { ReplayError } from './errors.ts'
import type { RehearsedMigration, Revert } from './rehearsal.ts'
import { replayScript } from './replay.ts'

export const notRun: Revert = { outcome: 'not run', differences: [], losesData: [] }

/**
 * Reverts what was applied, the last first, as a team would that takes a release back. `catalogs[n]` is the catalog after
 * n migrations. Where one cannot be reverted, those before it cannot be tried.
 */
export async function rehearseReverts(
  session: Session,
  migrations: readonly RehearsedMigration[],
  catalogs: readonly Catalog[],
): Promise<void> {
  let isBroken = false
  for (const [index, rehearsed] of [...migrations.entries()].toReversed()) {
    if (rehearsed.outcome !== 'applied') continue
    const { migration } = rehearsed
    if (migration.down === undefined) rehearsed.revert = { ...notRun, outcome: 'missing' }
    else if (!isBroken) {
      rehearsed.revert = await rehearseRevert(session, migration.down, catalogs[index]!, catalogs[index + 1]!)
    }
    isBroken ||= rehearsed.revert.outcome === 'missing' || rehearsed.revert.outcome === 'failed'
  }
}

/** Runs a down migration and compares the catalog afterwards with the one before the up migration. */
async function rehearseRevert(
  session: Session,
  down: Script,
  before: Catalog,
  after: Catalog,
): Promise<Revert> {
  try {
    await replayScript(session, down)
  } catch (error) {
    if (!(error instanceof ReplayError)) throw error
    const { location, sqlstate, cause } = error
    return { ...notRun, outcome: 'failed', error: { message: (cause as Error).message, sqlstate, location } }
  }
  const reverted = await readCatalog(session)
  const differences = diffCatalogs(before, reverted)
  return {
    outcome: differences.length === 0 ? 'exact' : 'differs',
    differences,
    losesData: listLosses(before, after, reverted),
  }
}

const kindsWithData = new Set(['table', 'table column', 'materialized view'])

/** What the up migration made and the down migration drops can hold data by then. */
function listLosses(before: Catalog, after: Catalog, reverted: Catalog): string[] {
  return [...after]
    .filter(([key, { kind }]) => kindsWithData.has(kind) && !before.has(key) && !reverted.has(key))
    .map(([, { kind, identity }]) => ({ kind, identity }))
    .filter(
      ({ kind, identity }, _, lost) =>
        kind !== 'table column' || !lost.some(it => identity.startsWith(`${it.identity}.`)),
    )
    .map(({ kind, identity }) => `${kind} ${identity}`)
}
