export type { Applied } from './apply.ts'
export { type BackfillOptions, readOptions as readBackfillOptions } from './backfill/options.ts'
export { pauseBackfills } from './backfill/pause.ts'
export { type BackfillPreview, previewBackfills, runBackfills } from './backfill/standalone.ts'
export { type BackfillProgress, type BackfillState, fractionOf } from './backfill/state.ts'
export { type BaselineOptions, baseline } from './baseline.ts'
export { type Blocker, describeBlocker } from './blockers.ts'
export { type CaughtUp, catchUp } from './catch-up.ts'
export { type Compared, type State, stateWords } from './comparison.ts'
export { type DownOptions, type DownPlan, type DownResult, migrateDown, planDown } from './down.ts'
export {
  BackfillRefusedError,
  HookFailedError,
  InDoubtError,
  LockTimeoutError,
  MigrationFailedError,
  MigrationRefusedError,
  PoolerError,
  ReadOnlyError,
  ReviewBlockedError,
  RunStoppedError,
  TurnError,
} from './errors.ts'
export type { Emit, MigrateEvent } from './events.ts'
export { describeStep, type ForeseenRun, type ForeseenStep, tabulateRun } from './foreseen.ts'
export {
  type Imported,
  type ImportedDetails,
  type ImportedEntry,
  type ImportOptions,
  importLedger,
} from './import.ts'
export { describeLoss, type Loss } from './losses.ts'
export {
  type MigrateOptions,
  type Migrations,
  type MigrationsOptions,
  migrate,
  openMigrations,
  writing,
} from './migrate.ts'
export type { RunOptions, UpOptions, UpResult } from './options.ts'
export { type PlanOptions, planMigration } from './plan.ts'
export { type Repair, type Repaired, type RepairKind, repairLedger } from './repair.ts'
export { listSchemas, migrateSchemas, type SchemaOutcome } from './schemas.ts'
export { readStatus, type StandingBackfill, type Status } from './status.ts'
export { migrateUp } from './up.ts'
export { type Verification, verifyDatabase } from './verify.ts'
