import type { Session } from '../engine/index.ts'
import { type History, type Migration, readTexts, type Script } from '../history/index.ts'
import {
  hashScript,
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
 * - `removed`: applied, and no longer in the folder.
 */
export type State = 'applied' | 'pending' | 'partial' | 'changed' | 'outdated' | 'removed'

/** For people, behind "is". */
export const stateWords: Record<State, string> = {
  applied: 'applied',
  pending: 'pending',
  partial: 'begun, not finished',
  changed: 'applied, edited since',
  outdated: 'to be applied again',
  removed: 'applied, file is gone',
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

/** The migrations of a history as the ledger knows them, also where there is no ledger yet. */
export async function readCompared(
  session: Session,
  table: LedgerTable,
  history: History,
): Promise<Compared[]> {
  const entries = table.exists ? await readEntries(session, table) : []
  return compareWithLedger(history, readStandings(entries))
}

/** A history and what a ledger says of it: the migrations of the folder in its order, then those that it has no longer. */
async function compareWithLedger(
  history: History,
  standings: ReadonlyMap<string, Standing>,
): Promise<Compared[]> {
  const compared: Compared[] = []
  for (const migration of history.migrations) {
    const { version, name } = migration
    const standing = standings.get(version)
    const state = await stateOf(migration, standing?.current)
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

/** SHA-256 of everything that an up migration runs. */
export function hashMigration({ up }: Migration): Promise<string> {
  return hashTexts(up)
}

/** SHA-256 of everything that a script runs. */
export async function hashTexts(script: Script): Promise<string> {
  return hashScript((await readTexts(script)).join('\n'))
}
