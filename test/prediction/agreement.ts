import { type Catalog, readCatalog } from '../../src/catalog/index.ts'
import { type Effect, Observer } from '../../src/effects/index.ts'
import type { Cluster, Session } from '../../src/engine/index.ts'
import { markExisting, modelOf, Predictor } from '../../src/prediction/index.ts'
import { loadDeparser, needsOwnTransaction, splitSource } from '../../src/sql/index.ts'

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
  readonly #major: number
  readonly #timeZone: string

  private constructor(
    session: Session,
    observer: Observer,
    catalog: Catalog,
    major: number,
    timeZone: string,
  ) {
    this.#session = session
    this.#observer = observer
    this.#catalog = catalog
    this.#major = major
    this.#timeZone = timeZone
  }

  static async open(cluster: Cluster, schema: string): Promise<Agreement> {
    await loadDeparser()
    const session = await cluster.connect()
    await session.execute(schema)
    const catalog = await readCatalog(session, { hasDependencies: true })
    const observer = await Observer.open(session, await cluster.connect())
    const [zone] = await session.query<{ TimeZone: string }>('show timezone')
    return new Agreement(session, observer, catalog, cluster.server.major, zone!.TimeZone)
  }

  /** Runs a statement, looks, and takes it back; what refuses a transaction block cannot be taken back and is not run. */
  async compare(sql: string): Promise<Comparison> {
    const { statements } = await splitSource({ file: 'a.sql', text: sql })
    const [statement] = statements
    if (statement === undefined || statements.length > 1) throw new Error(`not one statement: ${sql}`)
    if (needsOwnTransaction(statement)) throw new Error(`needs a transaction of its own: ${sql}`)
    await this.#observer.begin()
    const seen = await this.#observer.observe(statement, () => this.#session.execute(sql))
    await this.#session.execute('rollback')
    const model = modelOf(this.#catalog, this.#major)
    markExisting(model)
    model.settings.set('timezone', this.#timeZone)
    const foreseen = new Predictor(model).predict(statement)
    const { assumptions, unfollowed } = foreseen.effect
    return {
      sql,
      observed: seen.error === undefined ? summarize(seen.effect) : fails(seen.error.sqlstate),
      predicted: foreseen.error === undefined ? summarize(foreseen.effect) : fails(foreseen.error.sqlstate),
      unknown: [...assumptions, ...unfollowed],
    }
  }
}

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
