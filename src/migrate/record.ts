import { count } from '../base/index.ts'
import type { Session } from '../engine/index.ts'
import {
  type EntryDraft,
  insertEntry,
  type LedgerEntry,
  type LedgerTable,
  type Origin,
  type Outcome,
  prefixHasher,
  updateEntry,
} from '../ledger/index.ts'
import type { Statement } from '../sql/index.ts'
import type { BackfillState } from './backfill/state.ts'
import type { Noted } from './settlement.ts'

/** One migration in one direction. */
export interface Attempt {
  version: string
  name: string
  direction: LedgerEntry['direction']
  hash: string
  statements: readonly Statement[]
  /** The entry of an earlier attempt that this one goes on with. */
  begun?: LedgerEntry
  /** The entry that does not count any more once this attempt is applied. */
  replaces?: { id: number; outcome: Outcome }
  details?: Record<string, unknown>
  /** What else is written once the attempt is applied, in the same transaction. */
  also?(session: Session, durationMs: number): Promise<void>
  origin?: Origin
}

/** The ledger entry of an attempt while it goes on. */
export class LedgerRecord {
  readonly #session: Session
  readonly #table: LedgerTable
  readonly #attempt: Attempt
  readonly #tool: string
  readonly #startedAt = new Date().toISOString()
  readonly #begun = performance.now()
  /** The entry that is there for good, and the one that is if the open transaction is committed. */
  #id: number | undefined
  #pendingId: number | undefined
  #details: Record<string, unknown>
  /** What is there for good: what a transaction did that failed is not to be written down with the failure. */
  #kept: { done: number; doing: number | null; noted: unknown; backfill: unknown }
  readonly #hashDone: (count: number) => string
  /** How many statements are done, those of the open transaction included. */
  done: number
  /** The statement that was begun outside a transaction. */
  doing: number | null

  constructor(session: Session, table: LedgerTable, tool: string, attempt: Attempt) {
    this.#session = session
    this.#table = table
    this.#tool = tool
    this.#attempt = attempt
    this.#id = attempt.begun?.id
    // Whether a backfill is paused is for others to say.
    const { paused, ...details } = attempt.begun?.details ?? {}
    this.#details = { ...details, ...attempt.details }
    this.done = attempt.begun?.done ?? 0
    this.#hashDone = prefixHasher(attempt.statements)
    this.doing = attempt.begun?.doing ?? null
    this.#kept = this.#progress
  }

  /** What was noted before the statement that `doing` names. */
  get noted(): Noted | undefined {
    return (this.#details.noted ?? undefined) as Noted | undefined
  }

  /** How far the backfill is that `doing` names. */
  get backfill(): BackfillState | undefined {
    const state = this.#details.backfill as BackfillState | undefined
    return state?.statement === this.doing ? state : undefined
  }

  /** The entry that is there for good. */
  get id(): number | undefined {
    return this.#id
  }

  /** Whether something of the attempt is in the database for good. */
  get isPartial(): boolean {
    return this.#kept.done > 0 || this.#kept.doing !== null
  }

  /** What is in the database for good, as a clause. */
  get remains(): string {
    if (this.backfill !== undefined) return 'the batches that are done stay'
    if (this.doing !== null) return 'nobody can tell what it has done'
    if (this.done === 0) return 'nothing of it stays'
    return `${this.done} of its ${count(this.#attempt.statements.length, 'statement')} stay`
  }

  get isApplied(): boolean {
    return this.#id !== undefined && this.#kept.done === this.#attempt.statements.length
  }

  get durationMs(): number {
    return performance.now() - this.#begun
  }

  /** Something worth keeping, with whatever is written next. */
  remark(name: string, remarks: readonly unknown[]): void {
    this.#details[name] = [...((this.#details[name] as unknown[] | undefined) ?? []), ...remarks]
  }

  /** Writes how far the attempt is, in the transaction that is open or in one of its own. */
  async write(): Promise<void> {
    this.doing = null
    if (this.noted !== undefined) this.#details.noted = null
    const isApplied = this.done === this.#attempt.statements.length
    const { replaces } = this.#attempt
    await asOurselves(this.#session, this.#attempt.statements, async () => {
      if (isApplied && replaces !== undefined) {
        await updateEntry(this.#session, this.#table, replaces.id, { outcome: replaces.outcome })
      }
      await this.#put({ outcome: isApplied ? 'applied' : 'partial', error: null })
      if (isApplied && !this.isApplied) await this.#attempt.also?.(this.#session, this.durationMs)
    })
  }

  /** What was written is there for good. */
  keep(): void {
    this.#id ??= this.#pendingId
    this.#kept = this.#progress
  }

  get #progress() {
    const { done, doing } = this
    const { noted, backfill } = this.#details
    return { done, doing, noted, backfill }
  }

  /** A statement begins that may leave something half done: the ledger knows before it does. */
  async begin(number: number, noted: Noted): Promise<void> {
    this.doing = number
    this.#details.noted = noted
    await asOurselves(this.#session, this.#attempt.statements, () =>
      this.#put({ outcome: 'partial', error: null }),
    )
    this.keep()
  }

  /** A backfill has come to a place: written in the transaction that takes it there. */
  async advance(backfill: BackfillState): Promise<void> {
    this.doing = backfill.statement
    this.#details.backfill = backfill
    await asOurselves(this.#session, this.#attempt.statements, () =>
      this.#put({ outcome: 'partial', error: null }),
    )
  }

  /** That statement failed, and nothing of it is left. */
  async end(): Promise<void> {
    this.doing = null
    if (this.noted !== undefined) this.#details.noted = null
    await asOurselves(this.#session, this.#attempt.statements, () => this.#put({ outcome: 'partial' }))
    this.keep()
  }

  /** The attempt failed; what it did in transactions that were not committed is gone. */
  async fail(error: string): Promise<void> {
    const { done, doing, noted, backfill } = this.#kept
    Object.assign(this, { done, doing })
    Object.assign(this.#details, { noted, backfill })
    await asOurselves(this.#session, this.#attempt.statements, () =>
      this.#put({ outcome: this.isPartial ? 'partial' : 'failed', error }),
    )
    this.keep()
  }

  async #put(changes: Pick<EntryDraft, 'error'> & { outcome: Outcome }): Promise<void> {
    const { version, name, direction, origin, hash, statements, begun, replaces } = this.#attempt
    const draft: EntryDraft = {
      ...{ version, name, direction, origin, hash, tool: this.#tool },
      ...{ statements: statements.length, done: this.done, doing: this.doing, details: this.#details },
      doneHash: this.#hashDone(this.done),
      finishedAt: changes.outcome === 'applied' ? new Date().toISOString() : null,
      durationMs: (begun?.durationMs ?? 0) + this.durationMs,
      ...changes,
    }
    if (this.#id !== undefined) return updateEntry(this.#session, this.#table, this.#id, draft)
    // Two entries of a version cannot both count: what is begun anew does from here on.
    if (replaces?.outcome === 'superseded' && changes.outcome === 'partial') {
      await updateEntry(this.#session, this.#table, replaces.id, { outcome: replaces.outcome })
    }
    const startedAt = this.#startedAt
    this.#pendingId = await insertEntry(this.#session, this.#table, { ...draft, startedAt })
  }
}

const becomesAnother = /\b(role|authorization)\b/i

/** A script may have become another role, which need not be allowed to write in the ledger. */
async function asOurselves(
  session: Session,
  statements: readonly Statement[],
  write: () => Promise<void>,
): Promise<void> {
  if (!statements.some(({ text }) => becomesAnother.test(text))) return write()
  const [row] = await session.query<{ role: string }>("select current_setting('role') as role")
  if (row!.role === 'none') return write()
  await session.execute('set role none')
  await write()
  await session.query("select pg_catalog.set_config('role', $1, false)", [row!.role])
}
