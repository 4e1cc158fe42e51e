export type { BaseSummary } from './base.ts'
export { ReplayError } from './errors.ts'
export type {
  Rehearsal,
  RehearsedMigration,
  RehearsedStatement,
  Revert,
  StatementError,
} from './rehearsal.ts'
export { rehearse } from './rehearse.ts'
