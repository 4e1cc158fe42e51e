import type { Session } from '../engine/index.ts'
import { attachHooks, type History, hashMigration, hashTexts, readStatements } from '../history/index.ts'
import {
  type EntryDraft,
  insertEntry,
  type LedgerEntry,
  type LedgerTable,
  prefixHasher,
  updateEntry,
} from '../ledger/index.ts'
import { precede, recallWayBack } from './begun-way-back.ts'
import { type Compared, compareWithDatabase, stateWords } from './comparison.ts'
import { MigrationRefusedError } from './errors.ts'
import type { RunOptions } from './options.ts'
import { requireSameBeginning, stepsOf } from './resume.ts'
import { inTransaction, withTurn } from './with-turn.ts'

/**
 * What a person says of a migration, and the ledger cannot know:
 * - `accept`: its file was edited, and what is applied is as good as what the file says now;
 * - `forget`: its file was removed, and shall not be missed;
 * - `done`: the statement that was interrupted has done its work; or, where none is in doubt, all that is left was done by hand;
 * - `again`: the statement that was interrupted has done nothing that is in the way of running it again.
 */
export type RepairKind = 'accept' | 'forget' | 'done' | 'again'

export interface Repair {
  kind: RepairKind
  version: string
}

export interface Repaired extends Repair {
  name: string
  /** What the ledger says now, in words. */
  outcome: string
}

/** An entry that takes the place of others. */
interface Amendment {
  replaced: LedgerEntry[]
  changes: Partial<EntryDraft> & Pick<EntryDraft, 'outcome'>
  outcome: string
  /** The entry of a migration that is wholly taken back by that. */
  reverted?: LedgerEntry
}

/**
 * Writes in the ledger what somebody says became of migrations, each as an entry of its own that takes the place of the one
 * before. All of it, or nothing.
 *
 * @throws {MigrationRefusedError} where a repair does not fit what the ledger says.
 */
export function repairLedger(
  history: History,
  repairs: readonly Repair[],
  options: RunOptions,
): Promise<Repaired[]> {
  return withTurn(options, (session, table) =>
    inTransaction(session, async () => {
      const repaired: Repaired[] = []
      for (const repair of repairs) {
        const compared = await compareWithDatabase(history, session, table)
        const found = compared.find(({ version }) => version === repair.version)
        const amendment = found && (await amendments[repair.kind](found, history))
        if (found === undefined || amendment === undefined) throw refuse(repair, found)
        await amend(session, table, amendment, repair.kind, options.tool ?? 'pgwright')
        repaired.push({ ...repair, name: found.name, outcome: amendment.outcome })
      }
      return repaired
    }),
  )
}

const amendments: Record<
  RepairKind,
  (compared: Compared, history: History) => Promise<Amendment | undefined>
> = {
  async accept({ state, migration, standing }) {
    const entry = standing?.current
    if (state !== 'changed' || entry === undefined) return undefined
    const hash = await hashMigration(migration!)
    return {
      replaced: [entry],
      changes: { outcome: 'applied', hash },
      outcome: 'applied, as the file is now',
    }
  },

  async forget({ state, standing }) {
    if (state !== 'removed') return undefined
    const { current, reverting } = standing!
    return {
      replaced: [current, reverting].filter(entry => entry !== undefined),
      changes: { outcome: 'superseded' },
      outcome: 'forgotten; what it did in the database stays',
    }
  },

  async done(compared, history) {
    const begun = await readBegun(compared, history)
    if (begun === undefined) return undefined
    const { entry, script, steps } = begun
    requireSameBeginning(script.file, steps, entry)
    const done = entry.doing ?? steps.length
    const isApplied = done === steps.length
    const changes = { done, doneHash: prefixHasher(steps)(done), doing: null }
    if (!isApplied) {
      const outcome = `begun; statement ${done} of ${steps.length} is done, and the next run goes on behind it`
      return { replaced: [entry], changes: { outcome: 'partial', ...changes }, outcome }
    }
    const isDown = entry.direction === 'down'
    return {
      replaced: [entry],
      changes: { outcome: 'applied', ...changes, statements: steps.length, hash: await hashTexts(script) },
      outcome: isDown ? 'reverted' : 'applied',
      ...(isDown && compared.standing?.current && { reverted: compared.standing.current }),
    }
  },

  async again(compared, history) {
    const entry = (await readBegun(compared, history))?.entry
    if (entry === undefined || entry.doing === null) return undefined
    const outcome = `begun; the next run does statement ${entry.doing} of ${entry.statements} again`
    return { replaced: [entry], changes: { outcome: 'partial', doing: null }, outcome }
  },
}

/** What was begun of a migration and not finished, with the script that it is about. */
async function readBegun({ state, migration, standing }: Compared, history: History) {
  const entry = standing?.reverting ?? (state === 'partial' ? standing?.current : undefined)
  if (entry === undefined || migration === undefined) return undefined
  const isDown = entry.direction === 'down'
  const { script: recalled, first } = isDown ? recallWayBack(migration, entry) : {}
  const own = isDown ? migration.down : migration.up
  const script = recalled === undefined ? own : await attachHooks(history, recalled, 'down')
  if (script === undefined) return undefined
  return { entry, script, steps: stepsOf((await readStatements(precede(script, first))).statements) }
}

async function amend(
  session: Session,
  table: LedgerTable,
  { replaced, changes, reverted }: Amendment,
  kind: RepairKind,
  tool: string,
): Promise<void> {
  for (const { id } of replaced) await updateEntry(session, table, id, { outcome: 'superseded' })
  if (reverted !== undefined) await updateEntry(session, table, reverted.id, { outcome: 'reverted' })
  const { version, name, direction, hash, statements, done, doneHash, doing, details } = replaced[0]!
  const { noted, ...kept } = details
  await insertEntry(session, table, {
    ...{ version, name, direction, hash, statements, done, doneHash, doing, tool },
    origin: 'repair',
    finishedAt: changes.outcome === 'partial' ? null : new Date().toISOString(),
    details: { ...kept, repair: kind, replaces: replaced.map(({ id }) => id) },
    ...changes,
  })
}

function refuse({ kind, version }: Repair, found: Compared | undefined): MigrationRefusedError {
  if (found === undefined) {
    return new MigrationRefusedError(
      `--${kind} ${version}: neither the folder nor the ledger has this version`,
      {
        hint: 'pgwright migrate status lists them.',
      },
    )
  }
  const { state, standing } = found
  const is = standing?.reverting === undefined ? stateWords[state] : 'begun to be reverted, not finished'
  return new MigrationRefusedError(`--${kind} ${version}: it is for what is ${wanted[kind]}; this is ${is}`, {
    hint: 'pgwright migrate status says how all of them stand.',
  })
}

const wanted: Record<RepairKind, string> = {
  accept: stateWords.changed,
  forget: stateWords.removed,
  done: stateWords.partial,
  again: 'interrupted in a statement that nobody can tell the outcome of',
}
