import { formatLocation, InterruptedError, summarize } from '../base/index.ts'
import { DatabaseError } from '../engine/index.ts'
import { type Executor, sendStatement } from '../history/index.ts'
import { keepTurn } from '../ledger/index.ts'
import { concurrentForm, type Statement } from '../sql/index.ts'
import type { BackfillOptions } from './backfill/options.ts'
import type { Backfills } from './backfill/placement.ts'
import { planBackfill } from './backfill/plan.ts'
import { runBackfill } from './backfill/run.ts'
import { findOldSnapshots } from './blockers.ts'
import { InDoubtError } from './errors.ts'
import { StatementFailed } from './failure.ts'
import { choosePace, isSamePace, type Pace } from './pace.ts'
import type { LedgerRecord } from './record.ts'
import type { Noted, Settled, Settlement } from './settlement.ts'
import { settlements } from './settlements.gen.ts'
import type { Surroundings } from './surroundings.ts'

/** A snapshot this old is told before a CONCURRENTLY statement, which will wait for its end. */
const oldSnapshotMs = 60_000
/** A concurrent build that ends without an index that is valid is built anew so often. */
const builds = 2

/**
 * Runs the statements of a migration and writes in the ledger, in the same transactions, how far it is: wherever it is killed,
 * the ledger says exactly what is done.
 */
export class LedgerExecutor implements Executor {
  readonly #around: Surroundings
  readonly #record: LedgerRecord
  readonly #backfills: Backfills
  /** Counted from 1. */
  readonly #numbers: ReadonlyMap<Statement, number>
  readonly #paces = new Map<Statement, Pace>()
  /** What is set now, and in which transaction. */
  #set: { pace: Pace; transaction: number } | undefined
  /** Until the script sets timeouts of its own. */
  #keepsPace = true

  constructor(
    around: Surroundings,
    record: LedgerRecord,
    statements: readonly Statement[],
    backfills: Backfills = new Map(),
  ) {
    this.#around = around
    this.#record = record
    this.#backfills = backfills
    this.#numbers = new Map(statements.map((statement, index) => [statement, index + 1]))
  }

  async begin(): Promise<void> {
    await this.#around.transaction.begin()
  }

  async commit(): Promise<void> {
    const { transaction, interruption } = this.#around
    await this.#write(() => interruption.over(() => transaction.commit()))
    this.#keep()
  }

  /**
   * The end of a script, also of one that has no statements, or ended by taking its last ones back. `isFollowed` tells whether
   * the transaction that is open is shared with scripts that come after it.
   */
  async finish(isFollowed: boolean): Promise<void> {
    if (this.#record.isApplied) return
    this.#record.done = this.#numbers.size
    if (!this.#around.transaction.isOpen) await this.begin()
    else if (isFollowed) return this.#write()
    await this.commit()
  }

  async rollback(): Promise<void> {
    await this.#around.transaction.rollback()
    this.#around.predictor.end()
  }

  async run(statement: Statement): Promise<void> {
    this.#tell(statement)
    try {
      await this.#around.transaction.act(async () => {
        await this.#send(statement)
        if (givesTurnAway(statement)) await keepTurn(this.#around.session, this.#around.table)
      })
    } catch (error) {
      throw new StatementFailed(statement, error)
    }
    this.#record.done = this.#numberOf(statement)
  }

  runsAlone(statement: Statement): boolean {
    return this.#backfills.has(statement)
  }

  async runAlone(statement: Statement): Promise<void> {
    this.#tell(statement)
    const number = this.#numberOf(statement)
    const backfill = this.#backfills.get(statement)
    const settlement = settlements.find(it => it.matches(statement))
    try {
      this.#around.interruption.check()
      if (backfill !== undefined) return await this.#runInBatches(statement, number, backfill)
      const resumed = this.#record.doing === number ? this.#record.noted : undefined
      if (resumed !== undefined && (await this.#isSettled(settlement, statement, resumed))) return
      await this.#runUntilSettled(settlement, statement, number)
    } catch (error) {
      throw error instanceof StatementFailed ? error : new StatementFailed(statement, error)
    } finally {
      this.#around.predictor.end()
    }
  }

  async #runInBatches(statement: Statement, number: number, options: BackfillOptions): Promise<void> {
    const plan = await planBackfill(this.#around.session, statement)
    await runBackfill(this.#around, this.#record, number, plan, options)
    await this.#finishAlone(number)
  }

  /** Whether a statement that was begun before this run is done after all. */
  async #isSettled(settlement: Settlement | undefined, statement: Statement, noted: Noted): Promise<boolean> {
    if (settlement === undefined) throw doubt(statement)
    const { state } = await this.#settle(settlement, statement, noted)
    if (state === 'done') await this.#finishAlone(this.#numberOf(statement))
    return state === 'done'
  }

  async #runUntilSettled(
    settlement: Settlement | undefined,
    statement: Statement,
    number: number,
  ): Promise<void> {
    const { session, transaction } = this.#around
    // What an earlier attempt left half done would make this one fail, or be taken for done.
    if (settlement !== undefined) await this.#settle(settlement, statement)
    await this.#tellOldSnapshots(statement)
    for (let build = 1; ; build++) {
      const noted = (await settlement?.note?.(session, statement)) ?? {}
      await this.#record.begin(number, noted)
      await transaction.persist(() => this.#sendAlone(settlement, statement, noted))
      const settled = settlement && (await this.#settle(settlement, statement, noted))
      if (settled?.state !== 'undone') return this.#finishAlone(number)
      if (build === builds)
        throw new InDoubtError(`${settlement!.title} ended, but what it makes is not there`)
    }
  }

  /** What a failure leaves half done is taken away at once, so that it is in nobody's way until the next run. */
  async #sendAlone(settlement: Settlement | undefined, statement: Statement, noted: Noted): Promise<void> {
    try {
      await this.#send(statement, true)
    } catch (error) {
      const isOver = error instanceof DatabaseError || error instanceof InterruptedError
      if (!isOver || settlement === undefined) throw error
      const { state, repaired } = await this.#settle(settlement, statement, noted)
      // What it had begun to do is finished, such as a detaching that was interrupted while it waited.
      if (state === 'done' && repaired.length > 0) return
      await this.#record.end()
      throw error
    }
  }

  async #settle(settlement: Settlement, statement: Statement, noted?: Noted): Promise<Settled> {
    const settled = await settlement.settle(this.#around.session, statement, noted)
    for (const what of settled.repaired) this.#around.emit({ kind: 'repaired', what })
    return settled
  }

  async #finishAlone(number: number): Promise<void> {
    this.#record.done = number
    await this.begin()
    // What is done outside a transaction is written down in any case.
    await this.#write(() => this.#around.transaction.commit())
    this.#keep()
  }

  /** Writes down how far it is in the open transaction, and ends that. */
  async #write(end?: () => Promise<void>): Promise<void> {
    try {
      await this.#around.transaction.act(() => this.#record.write())
      await end?.()
    } catch (error) {
      throw new StatementFailed(undefined, error)
    }
  }

  #keep(): void {
    this.#record.keep()
    this.#around.predictor.end()
  }

  async #send(statement: Statement, isAlone = false): Promise<void> {
    const { session, witness, predictor, emit, pace, interruption } = this.#around
    // What is tried again is foreseen once: the model has seen it.
    const known = this.#paces.get(statement)
    const chosen = known ?? choosePace(statement, predictor.predict(statement, isAlone).effect, pace)
    this.#paces.set(statement, chosen)
    await this.#setPace(chosen, isAlone)
    if (setsTimeout(statement)) this.#keepsPace = false
    await witness.over(session.pid, () => interruption.over(() => sendStatement(session, statement)))
    if (witness.ended.length > 0) this.#record.remark('ended', witness.ended.splice(0))
    for (const notice of session.takeNotices()) emit({ kind: 'notice', notice })
  }

  async #setPace(pace: Pace, isAlone: boolean): Promise<void> {
    const { session, transaction } = this.#around
    const isSet = this.#set?.transaction === transaction.number && isSamePace(this.#set.pace, pace)
    if (isSet || !this.#keepsPace) return
    const scope = isAlone ? 'set' : 'set local'
    await session.execute(
      `${scope} lock_timeout = ${pace.lockTimeoutMs}; ${scope} statement_timeout = ${pace.statementTimeoutMs}`,
    )
    this.#set = { pace, transaction: transaction.number }
  }

  async #tellOldSnapshots(statement: Statement): Promise<void> {
    const { session, emit } = this.#around
    if (concurrentForm(statement) === undefined) return
    for (const blocker of await findOldSnapshots(session, oldSnapshotMs))
      emit({ kind: 'old-snapshot', blocker })
  }

  #tell(statement: Statement): void {
    this.#around.emit({
      ...{ kind: 'statement', statement, number: this.#numberOf(statement), total: this.#numbers.size },
    })
  }

  #numberOf(statement: Statement): number {
    return this.#numbers.get(statement)!
  }
}

/** Where a function hides it, the entry in the ledger is what takes the turn once more. */
function givesTurnAway({ text }: Statement): boolean {
  return /advisory_unlock/i.test(text)
}

function setsTimeout({ node }: Statement): boolean {
  return 'VariableSetStmt' in node && /^(lock|statement)_timeout$/i.test(node.VariableSetStmt.name ?? '')
}

function doubt({ location, text }: Statement): InDoubtError {
  return new InDoubtError(
    `${formatLocation(location)}: this statement was interrupted, and nobody can tell whether it has done its work: ${summarize(text)}`,
    {
      hint: 'Look for yourself, then say so: pgwright migrate repair --done <version>, or --again <version>',
    },
  )
}
