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
  /** What PostgreSQL plans for each query, by the place of the statement. */
  reads: Map<string, PlannedReads>
}

/** Of the tables that a query reads from one end to the other. */
export interface PlannedReads {
  /** There is another plan, through an index. */
  avoidable: ReadonlySet<string>
  /** They stand below a join, which may end before it comes to them. */
  joined: ReadonlySet<string>
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
  const reads: Observed['reads'] = new Map()
  const asking: Executor = {
    begin: () => executor.begin(),
    commit: () => executor.commit(),
    rollback: () => executor.rollback(),
    runAlone: statement => executor.runAlone(statement),
    async run(statement) {
      if (queries.test(statement.kind)) {
        reads.set(formatLocation(statement.location), await planReads(session, statement))
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
  return { migration: seen, before, reads }
}

const queries = /^(Select|Insert|Update|Delete|Merge|CreateTableAs)Stmt$/

async function planReads(session: Session, statement: Statement): Promise<PlannedReads> {
  const [usual, other] = [
    await readScans(session, statement, 'on'),
    await readScans(session, statement, 'off'),
  ]
  const avoidable = [...usual.keys()].filter(table => !other.has(table))
  const joined = [...usual].filter(([, isJoined]) => isJoined).map(([table]) => table)
  return { avoidable: new Set(avoidable), joined: new Set(joined) }
}

interface Plan {
  'Node Type': string
  Schema?: string
  'Relation Name'?: string
  Plans?: Plan[]
}

/** The tables that the plan of a query reads from one end to the other, and whether for a join; none where it cannot be planned. */
async function readScans(
  session: Session,
  { text }: Statement,
  areAllowed: 'on' | 'off',
): Promise<Map<string, boolean>> {
  await session.execute(`savepoint plan; set local enable_seqscan = ${areAllowed}`)
  try {
    const [row] = await session.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
      `explain (verbose, format json) ${text}`,
    )
    return new Map(row!['QUERY PLAN'].flatMap(({ Plan }) => scansOf(Plan)))
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    return new Map()
  } finally {
    await session.execute('rollback to plan; release plan')
  }
}

function scansOf(plan: Plan, isJoined = false): [table: string, isJoined: boolean][] {
  const { 'Node Type': type, Schema = '', 'Relation Name': table = '', Plans = [] } = plan
  const isJoin = /Join|Nested Loop/.test(type)
  const inner = Plans.flatMap(it => scansOf(it, isJoined || isJoin))
  return type === 'Seq Scan' ? [[quoteQualified(Schema, table), isJoined], ...inner] : inner
}
