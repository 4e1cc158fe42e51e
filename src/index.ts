/** The library: what the command line does, as functions. `import { review } from 'pgwright'`. */
export { ExitCode, InterruptedError, type Location, PgwrightError, UsageError } from './base/index.ts'
export {
  type AttributeValue,
  type Catalog,
  type CatalogDifference,
  type CatalogObject,
  diffCatalogs,
  readCatalog,
} from './catalog/index.ts'
export {
  type Effect,
  type HeldLock,
  type IndexBuild,
  type LockMode,
  lockModes,
  type ObjectChange,
  type Observation,
  Observer,
  type Relation,
  type Scan,
} from './effects/index.ts'
export {
  CacheFolderError,
  type Cluster,
  type ClusterOptions,
  type CommandResult,
  type ConnectionConfig,
  ConnectionError,
  DatabaseError,
  DiskFullError,
  listServers,
  NoAccountError,
  NoServerError,
  NoTemplateError,
  type Notice,
  openSession,
  type ServerBinaries,
  ServerBinariesError,
  ServerStartError,
  type Session,
  SessionEndedError,
  type SessionOptions,
  startCluster,
} from './engine/index.ts'
export {
  type Finding,
  formats as reportFormats,
  type Group,
  judge,
  type Knowledge,
  type NotAssessed,
  type Remedy,
  type RenderOptions,
  type Report,
  renderReport,
  type Section,
  type Severity,
  type Style,
  type Verdict,
} from './findings/index.ts'
export {
  AmbiguousHistoryError,
  BrokenHistoryError,
  type Choice,
  formats as historyFormats,
  GitError,
  type History,
  type HistoryOptions,
  type Migration,
  NoHistoryError,
  readHistory,
  type Script,
  type Selection,
  SelectionError,
  selectPending,
} from './history/index.ts'
export { type Change, type Problem, type Rule, rules } from './lint/index.ts'
export {
  type Rehearsal,
  type RehearsedMigration,
  type RehearsedStatement,
  ReplayError,
  type Revert,
  rehearse,
} from './rehearsal/index.ts'
export { type Review, type ReviewOptions, review } from './review/index.ts'
export { type Source, SqlSyntaxError, type Statement, splitSource } from './sql/index.ts'
