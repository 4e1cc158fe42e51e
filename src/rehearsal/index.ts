export type { BaseOptions, BaseSummary } from './base.ts'
export { ReplayError } from './errors.ts'
export type {
  BrokenFunction,
  Rehearsal,
  RehearsedMigration,
  RehearsedStatement,
  Revert,
  StatementError,
} from './rehearsal.ts'
export { type PendingScript, readScripts, rehearse, rehearseOn } from './rehearse.ts'
export { snapshotHistory } from './snapshot-history.ts'
export type { TypeChange } from './type-changes.ts'
