import { createHash } from 'node:crypto'
import {
  type Catalog,
  type CatalogDifference,
  diffCatalogs,
  isOfCluster,
  readCatalog,
} from '../catalog/index.ts'
import { planDump, preamble, type Step } from '../ddl/index.ts'
import {
  type Cluster,
  DatabaseError,
  findServer,
  hasTemplate,
  type Session,
  startCluster,
} from '../engine/index.ts'
import { readTexts, type Script } from '../history/index.ts'
import { quoteIdentifier } from '../sql/index.ts'
import { databaseName } from './database-name.ts'
import { replayScript } from './replay.ts'

/** A disposable database that is what a catalog says, without its rows. */
export interface Rebuilt {
  cluster: Cluster
  /** The key by which the same can be started again. */
  template: string
  /** As it was read from the disposable server, with its dependencies. */
  catalog: Catalog
  /** Where it is not what the catalog says: libraries that are not installed, secrets that were never read. */
  gaps: CatalogDifference[]
}

/** Makes a disposable database of a catalog, or starts the one that was made of it before; `setup` is run first. */
export async function rebuildCatalog(
  catalog: Catalog,
  major: number,
  setup: readonly Script[] = [],
): Promise<Rebuilt> {
  const server = await findServer(major)
  const { steps } = await planDump(catalog, { major, hasCluster: true })
  const template = createHash('sha256')
    .update(JSON.stringify([await Promise.all(setup.map(readTexts)), steps.map(({ sql }) => sql)]))
    .digest('hex')
  const isKnown = await hasTemplate(template, server)
  const cluster = await startCluster({ server, ...(isKnown && { template }) })
  try {
    if (!isKnown) {
      await build(cluster, setup, steps)
      await cluster.saveTemplate(template)
    }
    await using session = await openBuilder(cluster)
    const rebuilt = withoutStrangers(await readCatalog(session, { hasDependencies: true }), catalog)
    return { cluster, template, catalog: rebuilt, gaps: diffCatalogs(rebuilt, catalog) }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

async function build(cluster: Cluster, setup: readonly Script[], steps: readonly Step[]): Promise<void> {
  await using session = await cluster.connect(databaseName)
  for (const script of setup) await replayScript(session, script)
  await using builder = await openBuilder(cluster)
  await runAll(builder, steps)
}

/** Without what a disposable cluster has for itself: its database, and roles that were only needed to run something. */
export function withoutStrangers(catalog: Catalog, ...known: readonly Catalog[]): Catalog {
  return new Map(
    [...catalog].filter(([key, { kind }]) => !isOfCluster(kind) || known.some(it => it.has(key))),
  )
}

/** A session in which names and bodies mean what scripts take for granted. */
export async function openBuilder(cluster: Cluster): Promise<Session> {
  const session = await cluster.connect(databaseName)
  await session.execute(preamble.join(';'))
  return session
}

const batchSize = 200

/** Runs whatever can be run: many at once, and one by one where one of them fails. */
async function runAll(session: Session, steps: readonly Step[]): Promise<void> {
  for (let i = 0; i < steps.length; i += batchSize) {
    const batch = steps.slice(i, i + batchSize)
    const isDone =
      !batch.some(it => it.isOutsideTransaction) &&
      (await tryStatement(session, batch.map(it => it.sql).join(';\n'))) === undefined
    if (isDone) continue
    for (const step of batch) await tryStep(session, step)
  }
}

/** Runs a step, or what does the same at a price; gives the error when neither works. */
export async function tryStep(
  session: Session,
  step: Step,
): Promise<{ sql: string } | { error: DatabaseError }> {
  const error = await tryStatement(session, step.sql)
  if (error === undefined) return { sql: step.sql }
  const isTaken = step.otherwise !== undefined && (await tryStatement(session, step.otherwise)) === undefined
  return isTaken ? { sql: step.otherwise! } : { error }
}

/** Roles are another cluster's, which may not be known in whole; one that is missing is made on the way. */
export async function tryStatement(session: Session, sql: string): Promise<DatabaseError | undefined> {
  try {
    await session.execute(sql)
    return undefined
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    // What stands between BEGIN and COMMIT leaves a transaction behind.
    await session.execute('rollback')
    const [, role] = /^role "(.*)" does not exist$/.exec(error.message) ?? []
    if (role === undefined) return error
    await session.execute(`create role ${quoteIdentifier(role)}`)
    return tryStatement(session, sql)
  }
}
