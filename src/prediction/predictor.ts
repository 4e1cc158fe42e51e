import type { Effect, HeldLock, StatementError } from '../effects/index.ts'
import { type Node, needsOwnTransaction, type Statement } from '../sql/index.ts'
import type { Model } from './model.ts'
import { type Held, noEffect, PredictedFailure, Recorder } from './recorder.ts'
import { Savepoints } from './savepoints.ts'
import { restoreSettings } from './settings.ts'
import { takeSnapshot } from './snapshot.ts'
import type { StatementPlay } from './statement-play.ts'
import { statements } from './statements.gen.ts'

/** What is foreseen of one statement. */
export interface Prediction {
  effect: Effect
  /** Every lock on an existing relation that the transaction then holds. */
  held: HeldLock[]
  lockTimeoutMs: number
  /** Why PostgreSQL would refuse it. */
  error?: StatementError
}

const plays = new Map<string, StatementPlay>(
  (statements as unknown as StatementPlay[]).flatMap(play => play.nodes.map(name => [name, play] as const)),
)

/** Plays the statements of a change, one after the other, on a model that is changed by them. */
export class Predictor {
  readonly model: Model
  #held: Held = new Map()
  readonly #savepoints = new Savepoints()
  #undo: (() => void) | undefined

  constructor(model: Model) {
    this.model = model
  }

  /** Begins a transaction; one that may be rolled back is remembered. */
  begin(mayRollBack = false): void {
    this.#undo = mayRollBack ? takeSnapshot(this.model) : undefined
  }

  /** Locks end with the transaction, and so does what SET LOCAL said. */
  end(): void {
    restoreSettings(this.model)
    this.#held = new Map()
    this.#savepoints.clear()
    this.#undo = undefined
  }

  /** Ends a transaction that was begun as one that may be rolled back as if it had never been. */
  rollBack(): void {
    this.#undo?.()
    this.end()
  }

  predict(statement: Statement, isAlone = false): Prediction {
    const lockTimeoutMs = readLockTimeoutMs(this.model)
    const recorder = new Recorder(this.model, this.#held, isAlone, playNode)
    const error = this.#play(statement, recorder)
    const { effect } = recorder
    const prediction = { effect, held: this.#describeHeld(recorder), lockTimeoutMs }
    if (error === undefined) return prediction
    // Rows that a constraint refuses may be there or not; of what is refused without them nothing stays.
    if (error.sqlstate.startsWith('23')) return { ...prediction, error }
    const { knowledge, assumptions, unfollowed } = effect
    return { ...prediction, error, effect: { ...noEffect(this.model), knowledge, assumptions, unfollowed } }
  }

  #play(statement: Statement, recorder: Recorder): StatementError | undefined {
    try {
      if (!recorder.isAlone && needsOwnTransaction(statement)) {
        recorder.fail('25001', 'this statement cannot run inside a transaction block')
      }
      if ('TransactionStmt' in statement.node) {
        this.#savepoints.follow(statement.node.TransactionStmt, this.model, this.#held)
      } else {
        playNode(statement.node, recorder)
      }
      return undefined
    } catch (error) {
      if (!(error instanceof PredictedFailure)) throw error
      return { message: error.message, sqlstate: error.sqlstate, location: statement.location }
    }
  }

  #describeHeld(recorder: Recorder): HeldLock[] {
    return [...this.#held]
      .filter(([relation]) => relation.isExisting)
      .map(([relation, mode]) => ({ relation: recorder.describe(relation), mode }))
  }
}

/** Plays a parse node; a kind of statement that nobody has described is said to be unfollowed. */
function playNode(node: Node, recorder: Recorder): void {
  const [kind = '', inner] = Object.entries(node)[0] ?? []
  const play = plays.get(kind)
  if (play === undefined) recorder.leaveUnfollowed(`${kind} is not followed`)
  else play.play(inner as never, recorder)
}

const unitsMs: Record<string, number> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 }

function readLockTimeoutMs({ settings }: Model): number {
  const [, value = '0', unit = 'ms'] = /^(\d+)\s*(\w*)$/.exec(settings.get('lock_timeout') ?? '0') ?? []
  return Number(value) * (unitsMs[unit || 'ms'] ?? 1)
}
