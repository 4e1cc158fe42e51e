import type { Session } from '../engine/index.ts'
import {
  type History,
  hashMigration,
  type Migration,
  readToolLedger,
  type ToolLedger,
} from '../history/index.ts'
import {
  type LedgerEntry,
  type LedgerTable,
  readEntries,
  readStandings,
  type Standing,
} from '../ledger/index.ts'

/**
 * How a migration of the folder and the ledger stand to each other:
 * - `applied`: as the folder has it;
 * - `pending`: not applied;
 * - `partial`: begun, and some of its statements are not done;
 * - `changed`: applied, and the file is another since;
 * - `outdated`: repeatable, and the file is another since, so that it is to be applied again;
 * - `removed`: applied, and no longer in the folder;
 * - `unimported`: applied or begun by another tool, by the ledger of that; ours has not heard of it.
 */
export type State = 'applied' | 'pending' | 'partial' | 'changed' | 'outdated' | 'removed' | 'unimported'

/** For people, behind "is". */
export const stateWords: Record<State, string> = {
  applied: 'applied',
  pending: 'pending',
  partial: 'begun, not finished',
  changed: 'applied, edited since',
  outdated: 'to be applied again',
  removed: 'applied, file is gone',
  unimported: 'applied by another tool',
}

export interface Compared {
  version: string
  name: string
  state: State
  /** Missing where the folder has it no longer. */
  migration?: Migration
  standing?: Standing
  /** Pending, and a migration after it is applied. */
  isOutOfOrder: boolean
}

/** A history and what a database says of it. */
export async function compareWithDatabase(
  history: History,
  session: Session,
  table: LedgerTable,
): Promise<Compared[]> {
  const standings = readStandings(table.exists ? await readEntries(session, table) : [])
  return compareWithLedger(history, standings, await readToolLedger(history, session))
}

/**
 * A history and what our ledger and that of its own tool say of it: the migrations of the folder in its order, then those that
 * it has no longer.
 */
async function compareWithLedger(
  history: History,
  standings: ReadonlyMap<string, Standing>,
  tool: ToolLedger | undefined,
): Promise<Compared[]> {
  const byTool = new Set([...(tool?.applied ?? []), ...(tool?.failed ?? [])].map(it => it.migration))
  const compared: Compared[] = []
  for (const migration of history.migrations) {
    const { version, name } = migration
    const standing = standings.get(version)
    const isNew =
      standing === undefined || (standing.last.outcome === 'failed' && standing.current === undefined)
    const state = isNew && byTool.has(migration) ? 'unimported' : await stateOf(migration, standing?.current)
    compared.push({ version, name, state, migration, isOutOfOrder: false, ...(standing && { standing }) })
  }
  const lastApplied = compared.findLastIndex(
    ({ state, migration }) => isDone(state) && !migration!.isRepeatable,
  )
  for (const it of compared.slice(0, lastApplied + 1)) {
    it.isOutOfOrder = it.state === 'pending' && !it.migration!.isRepeatable
  }
  const known = new Set(compared.map(({ version }) => version))
  const removed = [...standings].filter(
    ([version, { current }]) => current !== undefined && !known.has(version),
  )
  return [
    ...compared,
    ...removed.map(([version, standing]): Compared => {
      return { version, name: standing.current!.name, state: 'removed', standing, isOutOfOrder: false }
    }),
  ]
}

async function stateOf(migration: Migration, current: LedgerEntry | undefined): Promise<State> {
  if (current === undefined) return 'pending'
  if (current.outcome === 'partial') return 'partial'
  if (current.hash === null || current.hash === (await hashMigration(migration))) return 'applied'
  return migration.isRepeatable ? 'outdated' : 'changed'
}

/** Whether it is in the database as a whole, as the file says now or said then. */
export function isDone(state: State): boolean {
  return state === 'applied' || state === 'changed' || state === 'outdated'
}
