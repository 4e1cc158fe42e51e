import { performance } from 'node:perf_hooks'
import { DatabaseError, type Session } from '../engine/index.ts'
import type { Statement } from '../sql/index.ts'
import { ChangedObjects } from './changed-objects.ts'
import { compareTouched, type Touched, untouched, unwritten } from './changes.ts'
import { compareStates, heldLocks, tablesWithNewFiles } from './compare-states.ts'
import type { Effect, HeldLock, IndexBuild, Relation } from './effect.ts'
import { isStrong } from './lock-modes.ts'
import { beginCounting, readEmptied, readLockTimeoutMs, readState, type State } from './state.ts'
import { watchLocks } from './watch-locks.ts'

const observed = { knowledge: 'observed', assumptions: [], unfollowed: [] } satisfies Partial<Effect>

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
  readonly #existing: State['relations']
  /** Addresses of the objects that the pending change made. */
  readonly #own = new Set<string>()
  #state: State
  #touched: Touched = untouched
  #firstXid = '0'
  #lockTimeoutMs = 0

  private constructor(session: Session, witness: Session, changedObjects: ChangedObjects, state: State) {
    this.#session = session
    this.#witness = witness
    this.#changedObjects = changedObjects
    this.#state = state
    this.#existing = state.relations
  }

  static async open(session: Session, witness: Session): Promise<Observer> {
    return new Observer(
      session,
      witness,
      await ChangedObjects.prepare(session),
      await session.aside(() => readState(session)),
    )
  }

  /** Begins a transaction. Nothing is asked in it before its first statement: SET TRANSACTION must come before any query. */
  async begin(): Promise<void> {
    await this.#prepare()
    this.#state.activity = await beginCounting(this.#session)
    this.#session.takeNotices()
  }

  async #prepare(): Promise<void> {
    this.#lockTimeoutMs = await readLockTimeoutMs(this.#session)
    await this.#session.aside(async () => {
      this.#state = await readState(this.#session)
      this.#firstXid = await readNextXid(this.#session)
    })
    this.#touched = untouched
    this.#session.takeNotices()
  }

  /** Runs a statement inside the transaction that is open, and looks before its locks are released. */
  async observe(statement: Statement, run: () => Promise<unknown>): Promise<Observation> {
    const lockTimeoutMs = this.#lockTimeoutMs
    const { durationMs, error } = await timed(run)
    if (error !== undefined) return { effect: this.#nothing(durationMs), held: [], lockTimeoutMs, error }
    const notices = this.#session.takeNotices()
    // SET TRANSACTION may follow another SET, but no query.
    const seen = statement.kind === 'VariableSetStmt' ? {} : await this.#look(statement)
    this.#lockTimeoutMs = await readLockTimeoutMs(this.#session)
    const effect: Effect = { ...this.#nothing(durationMs), ...seen, notices }
    return { effect, held: heldLocks(this.#state, this.#existing), lockTimeoutMs }
  }

  async #look(statement: Statement): Promise<Partial<Effect>> {
    const [before, touched] = [this.#state, this.#touched]
    const removed = await this.#changedObjects.readRemoved(this.#witness, this.#firstXid)
    return this.#session.aside(async () => {
      const after = await readState(this.#session)
      const written = await this.#changedObjects.readWritten(this.#session, this.#firstXid)
      this.#state = after
      this.#touched = { written, removed }
      // A savepoint that is taken back undoes effects, it has none.
      if (statement.kind === 'TransactionStmt') return {}
      const filled = tablesWithNewFiles(before, after).map(({ oid }) => oid)
      const emptied =
        statement.kind === 'TruncateStmt' ? filled : await readEmptied(this.#session, this.#witness, filled)
      const unsure = unwritten(touched, this.#touched)
      const standing = await this.#changedObjects.readStanding(this.#session, unsure)
      return {
        ...compareStates(before, after, this.#existing, new Set(emptied)),
        changes: compareTouched(touched, this.#touched, standing, this.#own),
      }
    })
  }

  /**
   * Runs a statement that refuses a transaction block. Its locks are gone when it is done, so the witness looks while
   * it runs; and because some of these statements commit several times, what they built counts, not what they read.
   */
  async observeAlone(run: () => Promise<unknown>): Promise<Observation> {
    await this.#prepare()
    const lockTimeoutMs = this.#lockTimeoutMs
    const before = this.#state
    const former = await this.#session.aside(() => this.#changedObjects.readAll(this.#session))
    const tables = [...before.relations.values()].filter(({ relkind }) => 'rp'.includes(relkind))
    const watched = await watchLocks(
      this.#session,
      this.#witness,
      tables.map(({ name }) => name),
      () => timed(run),
    )
    const { durationMs, error } = watched.result
    const notices = this.#session.takeNotices()
    const [after, written, current] = await this.#session.aside(async () => [
      await readState(this.#session),
      await this.#changedObjects.readWritten(this.#session, this.#firstXid),
      await this.#changedObjects.readAll(this.#session),
    ])
    const seen = compareStates({ ...before, locks: [] }, { ...after, locks: watched.locks }, this.#existing)
    const builds = seen.indexBuilds.map(build => ({
      ...build,
      isConcurrent: !isLockedStrongly(build.table, seen.locks),
    }))
    const standing = new Set(current.map(({ address }) => address))
    const effect: Effect = {
      ...observed,
      ...seen,
      indexBuilds: builds,
      scans: scannedTables(builds).map(table => ({ relation: table, rows: estimateRows(after, table.name) })),
      changes: compareTouched(untouched, { written, removed: former }, standing, this.#own),
      durationMs,
      notices,
    }
    this.#state = after
    const held = effect.locks.filter(({ relation }) => relation.isExisting)
    const observation = { effect, held, lockTimeoutMs }
    return error === undefined ? observation : { ...observation, error }
  }

  #nothing(durationMs: number): Effect {
    return {
      ...observed,
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
