/** The library: `import { readHistory, rehearse } from 'pgwright'`. */
export { ExitCode, type Location, PgwrightError, UsageError } from './base/index.ts'
export {
  type Catalog,
  type CatalogDifference,
  type CatalogObject,
  diffCatalogs,
  readCatalog,
} from './catalog/index.ts'
export { type Effect, type LockMode, type ObjectChange, type Observation, Observer } from './effects/index.ts'
export {
  type Cluster,
  type ClusterOptions,
  DatabaseError,
  listServers,
  openSession,
  type ServerBinaries,
  type Session,
  startCluster,
} from './engine/index.ts'
export {
  type Finding,
  type Group,
  judge,
  type Knowledge,
  type NotAssessed,
  type Remedy,
  type RenderOptions,
  type Report,
  type Severity,
  type Verdict,
} from './findings/index.ts'
export type { History, Migration, Script } from './history/index.ts'
export {
  type Rehearsal,
  type RehearsedMigration,
  type RehearsedStatement,
  rehearse,
} from './rehearsal/index.ts'
export { type Source, SqlSyntaxError, type Statement, splitSource } from './sql/index.ts'
