import type { Step } from '../effects/index.ts'
import {
  type Executor,
  type History,
  type Migration,
  type PendingScripts,
  runScript,
} from '../history/index.ts'
import { type Model, Predictor } from '../prediction/index.ts'
import { type Statement, transactionCommand } from '../sql/index.ts'
import type { ChangedMigration, Scene } from './rule.ts'

/** Ends a script at a statement that PostgreSQL would refuse. */
class StatementFails extends Error {}

/**
 * Plays the migrations of a change on a model, in the transactions in which their tool would run them, and says what each
 * statement does. The first one that PostgreSQL would refuse ends the run. `visit` is told each statement before it is
 * played. The model is changed.
 */
export async function foresee(
  { transactionScope }: Pick<History, 'transactionScope'>,
  scripts: readonly PendingScripts[],
  model: Model,
  visit: (scene: Scene) => void = () => {},
): Promise<ChangedMigration[]> {
  const executor = new ForeseeingExecutor(model, visit)
  const migrations: ChangedMigration[] = []
  if (transactionScope === 'run') await executor.begin()
  for (const script of scripts) {
    const statements = await executor.follow(script)
    migrations.push({ ...script, statements, ...notTried })
    if (statements.at(-1)?.error !== undefined) break
  }
  return migrations
}

/** What only a server can say. */
const notTried: Pick<ChangedMigration, 'typeChanges' | 'brokenFunctions' | 'revert'> = {
  typeChanges: [],
  brokenFunctions: [],
  revert: { outcome: 'not run', differences: [], losesData: [] },
}

class ForeseeingExecutor implements Executor {
  readonly #predictor: Predictor
  readonly #visit: (scene: Scene) => void
  #migration: Migration | undefined
  #steps: Step[] = []
  #transaction = 0
  #isOpen = false
  #mayRollBack = false

  constructor(model: Model, visit: (scene: Scene) => void) {
    this.#predictor = new Predictor(model)
    this.#visit = visit
  }

  async follow({ migration, up }: PendingScripts): Promise<Step[]> {
    this.#migration = migration
    this.#steps = []
    this.#mayRollBack = up.statements.some(it => transactionCommand(it) === 'rollback')
    try {
      await runScript(migration.up.execution, up.statements, this, this.#isOpen)
    } catch (error) {
      if (!(error instanceof StatementFails)) throw error
    }
    return this.#steps
  }

  async begin(): Promise<void> {
    this.#transaction++
    this.#isOpen = true
    this.#predictor.begin(this.#mayRollBack)
  }

  async commit(): Promise<void> {
    this.#predictor.end()
    this.#isOpen = false
  }

  async rollback(): Promise<void> {
    this.#predictor.rollBack()
    this.#isOpen = false
  }

  async run(statement: Statement): Promise<void> {
    this.#predict(statement, false)
  }

  async runAlone(statement: Statement): Promise<void> {
    this.#transaction++
    this.#predict(statement, true)
    this.#predictor.end()
  }

  #predict(statement: Statement, isAlone: boolean): void {
    const { model } = this.#predictor
    this.#visit({ statement, migration: this.#migration!, model, isAlone })
    const prediction = this.#predictor.predict(statement, isAlone)
    this.#steps.push({ statement, transaction: this.#transaction, isAlone, ...prediction })
    if (prediction.error !== undefined) throw new StatementFails()
  }
}
