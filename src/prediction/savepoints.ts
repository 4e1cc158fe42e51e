import type { Node } from '../sql/index.ts'
import type { Model } from './model.ts'
import { type Held, PredictedFailure } from './recorder.ts'
import { takeSnapshot } from './snapshot.ts'

type TransactionStmt = Extract<Node, { TransactionStmt: unknown }>['TransactionStmt']

/** The places of an open transaction to which a script can go back: what was done since is undone, and its locks are free. */
export class Savepoints {
  readonly #marks: { name: string; restore: () => void }[] = []

  clear(): void {
    this.#marks.length = 0
  }

  /** Follows SAVEPOINT, RELEASE and ROLLBACK TO; other commands are the business of whoever runs the transactions. */
  follow({ kind, savepoint_name: name = '' }: TransactionStmt, model: Model, held: Held): void {
    if (kind === 'TRANS_STMT_SAVEPOINT') this.#marks.push({ name, restore: takeSnapshot(model, held) })
    if (kind === 'TRANS_STMT_RELEASE') this.#marks.length = this.#find(name)
    if (kind !== 'TRANS_STMT_ROLLBACK_TO') return
    const place = this.#find(name)
    this.#marks[place]!.restore()
    this.#marks.length = place + 1
  }

  #find(name: string): number {
    const place = this.#marks.findLastIndex(mark => mark.name === name)
    if (place < 0) throw new PredictedFailure('3B001', `savepoint "${name}" does not exist`)
    return place
  }
}
