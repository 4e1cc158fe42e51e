import type { Step } from '../effects/index.ts'
import { type Executor, type History, type PendingScripts, runScript } from '../history/index.ts'
import { type Model, Predictor } from '../prediction/index.ts'
import type { TypeChange } from '../rehearsal/index.ts'
import { type Statement, transactionCommand } from '../sql/index.ts'
import { definedColumns } from './column-definitions.ts'
import { foreseeTypeChanges } from './foreseen-types.ts'
import type { ChangedMigration, Scene } from './rule.ts'
import { suspectRoutines } from './suspect-routines.ts'

/** Ends a script at a statement that PostgreSQL would refuse. */
class StatementFails extends Error {}

export interface ForesightOptions {
  /** Told of each statement before it is played. */
  visit?: (scene: Scene) => void
  /** Whether what follows a statement that PostgreSQL would refuse is played all the same, as `psql -f` does. */
  goesOn?: boolean
}

/**
 * Plays the migrations of a change on a model, in the transactions in which their tool would run them, and says what each
 * statement does. The first one that PostgreSQL would refuse ends the run. The model is changed.
 */
export async function foresee(
  { transactionScope, settings }: Pick<History, 'transactionScope' | 'settings'>,
  scripts: readonly PendingScripts[],
  model: Model,
  options: ForesightOptions = {},
): Promise<ChangedMigration[]> {
  const executor = new ForeseeingExecutor(model, options)
  const migrations: ChangedMigration[] = []
  model.settings = new Map(Object.entries(settings))
  if (transactionScope === 'run') await executor.begin()
  for (const script of scripts) {
    // Each migration gets a session of its own, as on a rehearsal.
    if (transactionScope === 'migration') model.settings = new Map(Object.entries(settings))
    const { migration, up, down } = script
    const { statements, typeChanges } = await executor.follow(script)
    const brokenFunctions = suspectRoutines(model, statements)
    migrations.push({ migration, up, down, statements, typeChanges, brokenFunctions, revert: notTried })
    if (statements.at(-1)?.error !== undefined && !options.goesOn) break
  }
  return migrations
}

/** What only a server can say. */
const notTried: ChangedMigration['revert'] = { outcome: 'not run', differences: [], losesData: [] }

class ForeseeingExecutor implements Executor {
  readonly #predictor: Predictor
  readonly #options: ForesightOptions
  #script: PendingScripts | undefined
  #steps: Step[] = []
  #typeChanges: TypeChange[] = []
  #transaction = 0
  #isOpen = false
  #mayRollBack = false

  constructor(model: Model, options: ForesightOptions) {
    this.#predictor = new Predictor(model)
    this.#options = options
  }

  async follow(script: PendingScripts): Promise<{ statements: Step[]; typeChanges: TypeChange[] }> {
    const { migration, up } = script
    this.#script = script
    this.#steps = []
    this.#typeChanges = []
    this.#mayRollBack = up.statements.some(it => transactionCommand(it) === 'rollback')
    try {
      await runScript(migration.up.execution, up.statements, this, this.#isOpen)
    } catch (error) {
      if (!(error instanceof StatementFails)) throw error
    }
    return { statements: this.#steps, typeChanges: this.#typeChanges }
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
    const { migration, up } = this.#script!
    const following = () => up.statements.slice(up.statements.indexOf(statement) + 1)
    const columns = definedColumns(statement.node, model)
    const scene: Scene = { statement, migration, model, isAlone, columns, following }
    this.#options.visit?.(scene)
    this.#typeChanges.push(...foreseeTypeChanges(scene))
    const prediction = this.#predictor.predict(statement, isAlone)
    this.#steps.push({ statement, transaction: this.#transaction, isAlone, ...prediction })
    if (prediction.error !== undefined && !this.#options.goesOn) throw new StatementFails()
  }
}
