import type { Observation, Observer, StatementError, Step } from '../effects/index.ts'
import { DatabaseError, type Session } from '../engine/index.ts'
import { type Executor, locateError, sendStatement } from '../history/index.ts'
import type { Statement } from '../sql/index.ts'

/** Ends a script at a statement that failed; what was seen is in `statements`. */
class StatementFailed extends Error {}

/** Runs statements, and keeps what was seen of each. */
export class WatchedExecutor implements Executor {
  statements: Step[] = []
  readonly #session: Session
  readonly #observer: Observer
  readonly #sources: ReadonlyMap<string, string>
  #transaction = 0
  isInTransaction = false

  constructor(session: Session, observer: Observer, sources: ReadonlyMap<string, string>) {
    this.#session = session
    this.#observer = observer
    this.#sources = sources
  }

  /** Runs until the end or the first failure, which leaves no transaction open. */
  async attempt(run: () => Promise<void>): Promise<'applied' | 'failed'> {
    try {
      await run()
      return 'applied'
    } catch (error) {
      if (!(error instanceof StatementFailed)) throw error
      if (this.isInTransaction) await this.rollback()
      return 'failed'
    }
  }

  async begin(): Promise<void> {
    await this.#observer.begin()
    this.#transaction++
    this.isInTransaction = true
  }

  /** A constraint that is checked at commit fails here; the last statement of the transaction answers for it. */
  async commit(): Promise<void> {
    try {
      this.isInTransaction = false
      await this.#session.execute('commit')
    } catch (error) {
      const last = this.statements.at(-1)
      if (!(error instanceof DatabaseError) || last === undefined) throw error
      last.error = { ...this.#describe(last.statement, error), message: `at commit: ${error.message}` }
      throw new StatementFailed()
    }
  }

  async rollback(): Promise<void> {
    this.isInTransaction = false
    await this.#session.execute('rollback')
  }

  async run(statement: Statement): Promise<void> {
    const observation = await this.#observer.observe(statement, () => sendStatement(this.#session, statement))
    this.#record(statement, false, observation)
  }

  async runAlone(statement: Statement): Promise<void> {
    this.#transaction++
    const observation = await this.#observer.observeAlone(() => sendStatement(this.#session, statement))
    this.#record(statement, true, observation)
  }

  #record(statement: Statement, isAlone: boolean, { error, ...seen }: Observation): void {
    const rehearsed: Step = { statement, transaction: this.#transaction, isAlone, ...seen }
    this.statements.push(rehearsed)
    if (error === undefined) return
    rehearsed.error = this.#describe(statement, error)
    throw new StatementFailed()
  }

  #describe(statement: Statement, error: DatabaseError): StatementError {
    const { message, sqlstate, detail, hint } = error
    const { file } = statement.location
    const location = locateError({ file, text: this.#sources.get(file) ?? '' }, statement, error)
    return { message, sqlstate, location, detail, hint }
  }
}
