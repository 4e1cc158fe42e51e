import { type Catalog, diffCatalogs, objectKey, readCatalog } from '../catalog/index.ts'
import { holdsData, type StatementError } from '../effects/index.ts'
import type { Session } from '../engine/index.ts'
import type { History, Script } from '../history/index.ts'
import { SqlSyntaxError } from '../sql/index.ts'
import { ReplayError } from './errors.ts'
import type { RehearsedMigration, Revert } from './rehearsal.ts'
import { replayScript } from './replay.ts'
import { renewToolSession } from './tool-session.ts'

export const notRun: Revert = { outcome: 'not run', differences: [], losesData: [] }

/**
 * Reverts what was applied, the last first, as a team would that takes a release back. `catalogs[n]` is the catalog after
 * n migrations. Where one cannot be reverted, those before it cannot be tried; where one is not exact, those before it do
 * not answer for what it left.
 */
export async function rehearseReverts(
  session: Session,
  history: History,
  migrations: readonly RehearsedMigration[],
  catalogs: readonly Catalog[],
): Promise<void> {
  const leftBehind = new Set<string>()
  let isBroken = false
  for (const [index, rehearsed] of [...migrations.entries()].toReversed()) {
    if (rehearsed.outcome !== 'applied') continue
    if (rehearsed.migration.isHook) {
      // What a hook of the run made stays.
      for (const difference of rehearsed.changes) leftBehind.add(JSON.stringify(difference))
      continue
    }
    const { down } = rehearsed.migration
    if (down === undefined) rehearsed.revert = { ...notRun, outcome: 'missing' }
    else if (!isBroken) {
      await renewToolSession(session, history)
      rehearsed.revert = await rehearseRevert(session, down, rehearsed, catalogs[index]!, leftBehind)
    }
    isBroken ||= rehearsed.revert.outcome === 'missing' || rehearsed.revert.outcome === 'failed'
  }
}

/** Runs a down migration and compares the catalog afterwards with the one before the up migration. */
async function rehearseRevert(
  session: Session,
  down: Script,
  rehearsed: RehearsedMigration,
  before: Catalog,
  leftBehind: Set<string>,
): Promise<Revert> {
  try {
    await replayScript(session, down)
  } catch (error) {
    return { ...notRun, outcome: 'failed', error: describeFailure(error) }
  }
  const reverted = await readCatalog(session)
  const differences = diffCatalogs(before, reverted).filter(it => !leftBehind.has(JSON.stringify(it)))
  for (const difference of differences) leftBehind.add(JSON.stringify(difference))
  return {
    outcome: differences.length === 0 ? 'exact' : 'differs',
    differences,
    losesData: listLosses(rehearsed, reverted),
  }
}

function describeFailure(error: unknown): StatementError {
  if (error instanceof SqlSyntaxError)
    return { message: error.reason, sqlstate: '42601', location: error.location }
  if (!(error instanceof ReplayError)) throw error
  const { location, sqlstate, cause } = error
  return { message: (cause as Error).message, sqlstate, location }
}

/** What the up migration made and the down migration drops can hold data by then. */
function listLosses({ statements }: RehearsedMigration, reverted: Catalog): string[] {
  const made = statements.flatMap(({ effect }) => effect.changes).filter(({ change }) => change === 'created')
  return made
    .filter(({ kind, identity }) => holdsData(kind) && !reverted.has(objectKey(kind, identity)))
    .map(({ kind, identity }) => `${kind} ${identity}`)
}
