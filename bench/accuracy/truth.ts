import { isStrong, Observer, type Step } from '../../src/effects/index.ts'
import type { Cluster, Session } from '../../src/engine/index.ts'
import { type Executor, type PendingScripts, runScript } from '../../src/history/index.ts'
import { WatchedExecutor } from '../../src/rehearsal/watched-executor.ts'
import { needsOwnTransaction, type Statement } from '../../src/sql/index.ts'

/**
 * Watches the cases on copies of one database: whatever can be taken back on one copy, whatever commits on a fresh one.
 */
export class TruthWatch {
  readonly #cluster: Cluster
  readonly #template: string
  readonly #shared: Watch

  private constructor(cluster: Cluster, template: string, shared: Watch) {
    this.#cluster = cluster
    this.#template = template
    this.#shared = shared
  }

  static async open(cluster: Cluster, template: string): Promise<TruthWatch> {
    await cluster.createDatabase(`${template}_shared`, { template })
    return new TruthWatch(cluster, template, await Watch.open(cluster, `${template}_shared`))
  }

  /** What each statement of a case does, up to the first that fails. */
  async observe({ up }: PendingScripts): Promise<Step[]> {
    if (canBeTakenBack(up.statements)) return this.#shared.observe(up.statements, true)
    const copy = `${this.#template}_copy`
    await this.#cluster.createDatabase(copy, { template: this.#template })
    const watch = await Watch.open(this.#cluster, copy)
    try {
      return await watch.observe(up.statements, false)
    } finally {
      await watch.close()
      await this.#cluster.dropDatabase(copy)
    }
  }

  async close(): Promise<void> {
    await this.#shared.close()
  }
}

class Watch {
  readonly #sessions: Session[]
  readonly #executor: WatchedExecutor

  private constructor(sessions: Session[], executor: WatchedExecutor) {
    this.#sessions = sessions
    this.#executor = executor
  }

  static async open(cluster: Cluster, database: string): Promise<Watch> {
    const session = await cluster.connect(database)
    const witness = await cluster.connect(database)
    const observer = await Observer.open(session, witness)
    return new Watch([session, witness], new WatchedExecutor(session, observer, new Map()))
  }

  async observe(statements: readonly Statement[], isTakenBack: boolean): Promise<Step[]> {
    const executor = this.#executor
    executor.statements = []
    const chosen: Executor = isTakenBack ? revertingExecutor(executor) : executor
    await executor.attempt(() => runScript('autocommit', statements, chosen))
    const steps = executor.statements
    // What was written and taken back would make a table without rows look as if it had some.
    if (steps.some(({ effect }) => effect.rowsChanged.length > 0)) await this.#sessions[0]!.execute('vacuum')
    return steps
  }

  async close(): Promise<void> {
    for (const session of this.#sessions) await session.close()
  }
}

function revertingExecutor(executor: WatchedExecutor): Executor {
  return {
    begin: () => executor.begin(),
    commit: () => executor.rollback(),
    rollback: () => executor.rollback(),
    run: statement => executor.run(statement),
    runAlone: statement => executor.runAlone(statement),
  }
}

/** A case of one statement that commits nothing by itself. */
export function canBeTakenBack([statement, ...rest]: readonly Statement[]): boolean {
  if (statement === undefined || rest.length > 0 || needsOwnTransaction(statement)) return false
  return statement.kind !== 'CallStmt' && statement.kind !== 'TransactionStmt'
}

/**
 * Whether others wait while a table is worked through: while the transaction holds SHARE or more on a table that was there
 * before, one is rewritten or read as a whole, or gets an index. Nobody writes to a materialized view but REFRESH, so of these
 * only a lock that keeps readers away counts.
 */
export function isDangerous(steps: readonly Step[]): boolean {
  return steps.some(({ held, effect }) => {
    const isBlocking = held.some(({ relation: { kind }, mode }) =>
      kind === 'materialized view' ? mode.blocks.includes('reads') : kind.endsWith('table') && isStrong(mode),
    )
    const work = [
      ...effect.rewrites,
      ...effect.scans.map(({ relation }) => relation),
      ...effect.indexBuilds.map(({ table }) => table),
    ]
    return isBlocking && work.some(({ isExisting }) => isExisting)
  })
}
