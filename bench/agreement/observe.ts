import { formatLocation } from '../../src/base/index.ts'
import { type Catalog, readCatalog } from '../../src/catalog/index.ts'
import { Observer } from '../../src/effects/index.ts'
import { type Cluster, DatabaseError, type Session } from '../../src/engine/index.ts'
import { type Executor, type History, type PendingScripts, runScript } from '../../src/history/index.ts'
import type { ChangedMigration } from '../../src/lint/index.ts'
import { findBrokenFunctions, readBrokenFunctions } from '../../src/rehearsal/broken-functions.ts'
import { databaseName } from '../../src/rehearsal/database-name.ts'
import { readTypeChanges } from '../../src/rehearsal/type-changes.ts'
import { WatchedExecutor } from '../../src/rehearsal/watched-executor.ts'
import { quoteQualified, type Statement } from '../../src/sql/index.ts'

export interface Observed {
  migration: ChangedMigration
  before: Catalog
  /** By the place of a statement, the tables that it reads as a whole and need not: PostgreSQL has another plan. */
  avoidable: Map<string, Set<string>>
}

/** Rehearses one migration as a review does, and asks of each query how else it could be answered. */
export async function observeMigration(
  cluster: Cluster,
  session: Session,
  { transactionScope }: Pick<History, 'transactionScope'>,
  script: PendingScripts,
): Promise<Observed> {
  const { up, migration } = script
  await using witness = await cluster.connect(databaseName)
  const before = await readCatalog(session, { hasDependencies: true })
  const broken = await readBrokenFunctions(session)
  const executor = new WatchedExecutor(session, await Observer.open(session, witness), up.sources)
  const avoidable: Observed['avoidable'] = new Map()
  const asking: Executor = {
    begin: () => executor.begin(),
    commit: () => executor.commit(),
    rollback: () => executor.rollback(),
    runAlone: statement => executor.runAlone(statement),
    async run(statement) {
      if (queries.test(statement.kind)) {
        avoidable.set(formatLocation(statement.location), await readAvoidable(session, statement))
      }
      await executor.run(statement)
    },
  }
  await executor.attempt(async () => {
    if (transactionScope === 'run') await executor.begin()
    await runScript(migration.up.execution, up.statements, asking, executor.isInTransaction)
    if (executor.isInTransaction) await executor.commit()
  })
  const { statements } = executor
  const after = await readCatalog(session)
  const seen: ChangedMigration = {
    ...{ ...script, statements, revert: { outcome: 'not run', differences: [], losesData: [] } },
    typeChanges: await readTypeChanges(session, before, after, statements),
    brokenFunctions: await findBrokenFunctions(
      session,
      broken,
      await readBrokenFunctions(session),
      statements,
    ),
  }
  return { migration: seen, before, avoidable }
}

const queries = /^(Select|Insert|Update|Delete|Merge|CreateTableAs)Stmt$/

async function readAvoidable(session: Session, statement: Statement): Promise<Set<string>> {
  const [usual, other] = [
    await readScans(session, statement, 'on'),
    await readScans(session, statement, 'off'),
  ]
  return new Set([...usual].filter(table => !other.has(table)))
}

interface Plan {
  'Node Type': string
  Schema?: string
  'Relation Name'?: string
  Plans?: Plan[]
}

/** The tables that the plan of a query reads from one end to the other; none where it cannot be planned. */
async function readScans(
  session: Session,
  { text }: Statement,
  areAllowed: 'on' | 'off',
): Promise<Set<string>> {
  await session.execute(`savepoint plan; set local enable_seqscan = ${areAllowed}`)
  try {
    const [row] = await session.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
      `explain (verbose, format json) ${text}`,
    )
    return new Set(row!['QUERY PLAN'].flatMap(({ Plan }) => scansOf(Plan)))
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    return new Set()
  } finally {
    await session.execute('rollback to plan; release plan')
  }
}

function scansOf(plan: Plan): string[] {
  const inner = (plan.Plans ?? []).flatMap(scansOf)
  if (plan['Node Type'] !== 'Seq Scan') return inner
  return [quoteQualified(plan.Schema ?? '', plan['Relation Name'] ?? ''), ...inner]
}
