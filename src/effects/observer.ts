import { performance } from 'node:perf_hooks'
import { DatabaseError, type Session } from '../engine/index.ts'
import type { Statement } from '../sql/index.ts'
import { ChangedObjects, type TouchedObject } from './changed-objects.ts'
import { compareTouched, type Touched, untouched } from './changes.ts'
import { asTruncation, compareStates, heldLocks, relationKind } from './compare-states.ts'
import type { Effect, HeldLock, IndexBuild, Relation } from './effect.ts'
import { isStrong } from './lock-modes.ts'
import { readState, type State } from './state.ts'
import { watchLocks } from './watch-locks.ts'

/** What was seen of one statement. */
export interface Observation {
  effect: Effect
  /** Every lock on an existing relation that the transaction holds once the statement is done. */
  held: HeldLock[]
  /** The `lock_timeout` under which it ran; 0 means that it would have waited for ever. */
  lockTimeoutMs: number
  error?: DatabaseError
}

/**
 * Watches what the statements of one session do. The session runs them; the witness is a second session of the same
 * database that sees what everybody else sees meanwhile.
 */
export class Observer {
  readonly #session: Session
  readonly #witness: Session
  readonly #changedObjects: ChangedObjects
  /** The relations that were there before the pending change began. */
  readonly #existing: ReadonlySet<number>
  /** Addresses of the objects that the pending change made. */
  readonly #own = new Set<string>()
  #state: State
  #touched: Touched = untouched
  #firstXid = '0'

  private constructor(session: Session, witness: Session, changedObjects: ChangedObjects, state: State) {
    this.#session = session
    this.#witness = witness
    this.#changedObjects = changedObjects
    this.#state = state
    this.#existing = new Set(state.relations.keys())
  }

  static async open(session: Session, witness: Session): Promise<Observer> {
    return new Observer(session, witness, await ChangedObjects.prepare(session), await readState(session))
  }

  /**
   * To be called before a transaction begins. Nothing is asked between its BEGIN and its first statement, because
   * SET TRANSACTION must come before any query.
   */
  async startTransaction(): Promise<void> {
    this.#state = await readState(this.#session)
    this.#touched = untouched
    this.#session.takeNotices()
    this.#firstXid = await readNextXid(this.#session)
  }

  /** Runs a statement inside the transaction that is open, and looks before its locks are released. */
  async observe(statement: Statement, run: () => Promise<unknown>): Promise<Observation> {
    const before = this.#state
    const { lockTimeoutMs } = before
    const { durationMs, error } = await timed(run)
    if (error !== undefined) return { effect: this.#nothing(durationMs), held: [], lockTimeoutMs, error }
    const [after, written, removed] = await Promise.all([
      readState(this.#session),
      this.#changedObjects.readWritten(this.#session, this.#firstXid),
      this.#changedObjects.readRemoved(this.#witness, this.#firstXid),
    ])
    const touched = { written, removed }
    const seen = compareStates(before, after, this.#existing)
    const effect: Effect = {
      knowledge: 'observed',
      ...(statement.kind === 'TruncateStmt' ? asTruncation(seen) : seen),
      changes: compareTouched(this.#touched, touched, this.#own),
      durationMs,
      notices: this.#session.takeNotices(),
    }
    this.#state = after
    this.#touched = touched
    return { effect, held: heldLocks(after, this.#existing), lockTimeoutMs }
  }

  /**
   * Runs a statement that refuses a transaction block. Its locks are gone when it is done, so the witness looks while
   * it runs; and because some of these statements commit several times, what they built counts, not what they read.
   */
  async observeAlone(run: () => Promise<unknown>): Promise<Observation> {
    await this.startTransaction()
    const before = this.#state
    const tables = [...before.relations.values()].filter(({ relkind }) => 'rp'.includes(relkind))
    const watched = await watchLocks(
      this.#session,
      this.#witness,
      tables.map(({ name }) => name),
      () => timed(run),
    )
    const { durationMs, error } = watched.result
    const after = await readState(this.#session)
    const written = await this.#changedObjects.readWritten(this.#session, this.#firstXid)
    const seen = compareStates({ ...before, locks: [] }, { ...after, locks: watched.locks }, this.#existing)
    const builds = seen.indexBuilds.map(build => ({
      ...build,
      isConcurrent: !isLockedStrongly(build.table, seen.locks),
    }))
    const effect: Effect = {
      knowledge: 'observed',
      ...seen,
      indexBuilds: builds,
      scans: scannedTables(builds).map(table => ({ relation: table, rows: estimateRows(after, table.name) })),
      changes: compareTouched(
        untouched,
        { written, removed: formerRelations(before, after, written) },
        this.#own,
      ),
      durationMs,
      notices: this.#session.takeNotices(),
    }
    this.#state = after
    const held = effect.locks.filter(({ relation }) => relation.isExisting)
    const observation = { effect, held, lockTimeoutMs: before.lockTimeoutMs }
    return error === undefined ? observation : { ...observation, error }
  }

  #nothing(durationMs: number): Effect {
    return {
      knowledge: 'observed',
      ...compareStates(this.#state, this.#state, this.#existing),
      changes: [],
      durationMs,
      notices: this.#session.takeNotices(),
    }
  }
}

async function timed(run: () => Promise<unknown>): Promise<{ durationMs: number; error?: DatabaseError }> {
  const start = performance.now()
  try {
    await run()
    return { durationMs: performance.now() - start }
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    return { durationMs: performance.now() - start, error }
  }
}

/** The lowest transaction number not yet given out, without giving one out. */
async function readNextXid(session: Session): Promise<string> {
  const [row] = await session.query<{ xid: string }>(
    "select split_part(pg_catalog.pg_current_snapshot()::text, ':', 2)::numeric % 4294967296 as xid",
  )
  return row!.xid
}

/** Once a transaction has committed nobody sees the former versions; what relations there were is still known. */
function formerRelations(before: State, after: State, written: readonly TouchedObject[]): TouchedObject[] {
  const addresses = new Set(written.map(({ address }) => address))
  return [...before.relations.values()]
    .map(({ oid, name, relkind }) => ({ oid, name, relkind, address: `pg_class ${oid} 0` }))
    .filter(({ oid, address }) => !after.relations.has(oid) || addresses.has(address))
    .map(({ name, relkind, address }) => {
      return { address, version: '', kind: relationKind(relkind), identity: name, ownerOid: 0 }
    })
}

function isLockedStrongly(table: Relation, locks: readonly HeldLock[]): boolean {
  return locks.some(({ relation, mode }) => relation.name === table.name && isStrong(mode))
}

/** Whoever builds an index reads its table. */
function scannedTables(builds: readonly IndexBuild[]): Relation[] {
  const tables = builds.map(({ table }) => table).filter(({ isExisting }) => isExisting)
  return [...new Map(tables.map(table => [table.name, table])).values()]
}

/** CREATE INDEX stores the number of rows it met with the table. */
function estimateRows(state: State, table: string): number {
  const relation = [...state.relations.values()].find(({ name }) => name === table)
  return Math.max(0, relation?.estimatedRows ?? 0)
}
