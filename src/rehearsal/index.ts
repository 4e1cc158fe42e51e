export type { BaseOptions, BaseSummary } from './base.ts'
export { ReplayError } from './errors.ts'
export { type Reconciliation, reconcile } from './reconcile.ts'
export type {
  BrokenFunction,
  Rehearsal,
  RehearsedMigration,
  Revert,
} from './rehearsal.ts'
export { rehearse, rehearseOn } from './rehearse.ts'
export { snapshotHistory, snapshotSteps } from './snapshot-history.ts'
export type { TypeChange } from './type-changes.ts'
