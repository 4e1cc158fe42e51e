import { type Catalog, readCatalog } from '../../src/catalog/index.ts'
import type { Cluster } from '../../src/engine/index.ts'
import { exampleSchema } from '../../src/lint/example-schema.ts'
import type { Rule } from '../../src/lint/index.ts'

/** The databases in which the examples of rules run: one for all, and one for each rule that adds to it. */
export class ExampleDatabases {
  readonly #cluster: Cluster
  readonly #catalogs = new Map<string, Catalog>()

  private constructor(cluster: Cluster) {
    this.#cluster = cluster
  }

  static async open(cluster: Cluster): Promise<ExampleDatabases> {
    const databases = new ExampleDatabases(cluster)
    await cluster.createDatabase(shared)
    await databases.#fill(shared, exampleSchema)
    return databases
  }

  /** The name of the database for a rule, and what is in it. */
  async prepare({ name, setup }: Rule): Promise<{ database: string; catalog: Catalog }> {
    const database = setup === undefined ? shared : name
    if (!this.#catalogs.has(database)) {
      await this.#cluster.createDatabase(database, { template: shared })
      await this.#fill(database, setup!)
    }
    return { database, catalog: this.#catalogs.get(database)! }
  }

  async #fill(database: string, sql: string): Promise<void> {
    await using session = await this.#cluster.connect(database)
    await session.execute(sql)
    this.#catalogs.set(database, await readCatalog(session, { hasDependencies: true }))
  }
}

const shared = 'examples'

/** Whether the examples of a rule are worth watching: it judges what statements do, not how they are written. */
export function judgesEffects({ check }: Rule): boolean {
  return check !== undefined
}
