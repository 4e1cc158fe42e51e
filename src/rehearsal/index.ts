export { type Base, type BaseOptions, type BaseSummary, prepareBase } from './base.ts'
export { databaseName } from './database-name.ts'
export { ReplayError } from './errors.ts'
export { type Reconciliation, reconcile } from './reconcile.ts'
export type {
  BrokenFunction,
  Rehearsal,
  RehearsedMigration,
  Revert,
} from './rehearsal.ts'
export { observeOn, rehearse, rehearseOn, replayOn } from './rehearse.ts'
export { snapshotHistory, snapshotSteps } from './snapshot-history.ts'
export type { TypeChange } from './type-changes.ts'
