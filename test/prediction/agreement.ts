import { type Catalog, readCatalog } from '../../src/catalog/index.ts'
import { type Effect, type Observation, Observer } from '../../src/effects/index.ts'
import type { Cluster, Session } from '../../src/engine/index.ts'
import { markExisting, modelOf, Predictor } from '../../src/prediction/index.ts'
import { loadDeparser, needsOwnTransaction, type Statement, splitSource } from '../../src/sql/index.ts'

/** What is compared of an effect; names of what was there before, as they were before. */
export interface Summary {
  /** Modes stronger than ROW EXCLUSIVE, on everything but indexes. */
  locks: string[]
  rewrites: string[]
  truncates: string[]
  scans: string[]
  builds: string[]
  /** What was dropped, renamed and made. */
  changes: string[]
  error?: string
}

/** Both sides of one statement. */
export interface Comparison {
  sql: string
  observed: Summary
  predicted: Summary
  /** What the prediction says that it does not know. */
  unknown: string[]
}

/** Lets a server and the prediction say what statements do to the same database, one after the other. */
export class Agreement {
  readonly #session: Session
  readonly #observer: Observer
  readonly #catalog: Catalog
  readonly #cluster: Cluster
  readonly #timeZone: string
  #copies = 0

  private constructor(
    session: Session,
    observer: Observer,
    catalog: Catalog,
    cluster: Cluster,
    timeZone: string,
  ) {
    this.#session = session
    this.#observer = observer
    this.#catalog = catalog
    this.#cluster = cluster
    this.#timeZone = timeZone
  }

  static async open(cluster: Cluster, schema: string): Promise<Agreement> {
    await loadDeparser()
    await cluster.createDatabase(original)
    const first = await cluster.connect(original)
    await first.execute(schema)
    await first.close()
    // What runs by itself needs a copy of the database, and only one that nobody uses can be copied.
    await cluster.createDatabase(common, { template: original })
    const session = await cluster.connect(common)
    const catalog = await readCatalog(session, { hasDependencies: true })
    const observer = await Observer.open(session, await cluster.connect(common))
    const [zone] = await session.query<{ TimeZone: string }>('show timezone')
    return new Agreement(session, observer, catalog, cluster, zone!.TimeZone)
  }

  /** Runs a statement, looks, and takes it back; what refuses a transaction block runs by itself on a copy of the database. */
  async compare(sql: string): Promise<Comparison> {
    const { statements } = await splitSource({ file: 'a.sql', text: sql })
    const [statement] = statements
    if (statement === undefined || statements.length > 1) throw new Error(`not one statement: ${sql}`)
    const isAlone = needsOwnTransaction(statement)
    const seen = isAlone ? await this.#observeAlone(sql) : await this.#observe(statement)
    const model = modelOf(this.#catalog, this.#cluster.server.major)
    markExisting(model)
    model.settings.set('timezone', this.#timeZone)
    const foreseen = new Predictor(model).predict(statement, isAlone)
    const { assumptions, unfollowed } = foreseen.effect
    const summary = ({ effect, error }: { effect: Effect; error?: { sqlstate: string } }) =>
      error === undefined ? summarize(effect) : fails(error.sqlstate)
    const [observed, predicted] = [summary(seen), summary(foreseen)]
    if (isAlone) leaveOutUnseen(observed, predicted)
    return {
      sql,
      observed,
      predicted,
      unknown: [...assumptions, ...unfollowed],
    }
  }

  async #observe(statement: Statement): Promise<Observation> {
    await this.#observer.begin()
    const seen = await this.#observer.observe(statement, () => this.#session.execute(statement.text))
    await this.#session.execute('rollback')
    return seen
  }

  async #observeAlone(sql: string): Promise<Observation> {
    const copy = `copy_${++this.#copies}`
    await this.#cluster.createDatabase(copy, { template: original })
    const [session, witness] = [await this.#cluster.connect(copy), await this.#cluster.connect(copy)]
    const observer = await Observer.open(session, witness)
    const seen = await observer.observeAlone(() => session.execute(sql))
    await session.close()
    await witness.close()
    await this.#cluster.dropDatabase(copy)
    return seen
  }
}

/**
 * Of what commits several times, the observer sees the builds and not the scans, and it may miss a lock on one of several tables that
 * is gone again at once.
 */
function leaveOutUnseen(observed: Summary, predicted: Summary): void {
  predicted.scans = observed.scans
  predicted.locks = predicted.locks.filter(it => observed.locks.includes(it))
}

const [original, common] = ['original', 'common']

const compared = /table|view|sequence/

function summarize(effect: Effect): Summary {
  const names = (relations: readonly { name: string; isExisting: boolean }[]) =>
    relations
      .filter(({ isExisting }) => isExisting)
      .map(({ name }) => name)
      .sort()
  return {
    locks: effect.locks
      .filter(
        ({ relation, mode }) => relation.isExisting && mode.strength > 3 && compared.test(relation.kind),
      )
      .map(({ relation, mode }) => `${relation.name} ${mode.sql}`)
      .sort(),
    rewrites: names(effect.rewrites),
    truncates: names(effect.truncates),
    scans: names(effect.scans.map(({ relation }) => relation)),
    builds: effect.indexBuilds
      .filter(({ table }) => table.isExisting)
      .map(({ index, table }) => `${index.name} on ${table.name}`)
      .sort(),
    changes: effect.changes.filter(isCompared).map(describeChange).sort(),
  }
}

const comparedKinds = new Set([
  'table',
  'view',
  'materialized view',
  'foreign table',
  'index',
  'sequence',
  'table column',
  'table constraint',
])

/** That an object was changed in some way is what every ALTER does; what it is called and whether it is there counts. */
function isCompared({ change, kind, formerIdentity }: Effect['changes'][number]): boolean {
  return comparedKinds.has(kind) && (change !== 'changed' || formerIdentity !== undefined)
}

function describeChange({ change, kind, identity, formerIdentity }: Effect['changes'][number]): string {
  return `${change} ${kind} ${identity}${formerIdentity === undefined ? '' : ` from ${formerIdentity}`}`
}

function fails(sqlstate: string): Summary {
  return { locks: [], rewrites: [], truncates: [], scans: [], builds: [], changes: [], error: sqlstate }
}
