import { type Catalog, diffCatalogs, readCatalog } from '../catalog/index.ts'
import type { Session } from '../engine/index.ts'
import type { Migration } from '../history/index.ts'
import { ReplayError } from './errors.ts'
import type { Revert } from './rehearsal.ts'
import { replayScript } from './replay.ts'

export const notRun: Revert = { outcome: 'not run', differences: [], losesData: [] }

/** Runs a down migration and compares the catalog afterwards with the one before the up migration. */
export async function rehearseRevert(
  session: Session,
  { down }: Migration,
  before: Catalog,
  after: Catalog,
  isBroken: boolean,
): Promise<Revert> {
  if (down === undefined) return { ...notRun, outcome: 'missing' }
  if (isBroken) return notRun
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
