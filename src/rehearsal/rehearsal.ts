import type { Catalog, CatalogDifference } from '../catalog/index.ts'
import type { StatementError, Step } from '../effects/index.ts'
import type { NotAssessed } from '../findings/index.ts'
import type { PendingScripts } from '../history/index.ts'
import type { TypeChange } from './type-changes.ts'

/** What was seen when the pending change was run on a disposable database that looks like the target. */
export interface Rehearsal {
  /** Such as `18.4`. */
  serverVersion: string
  migrations: RehearsedMigration[]
  /** What was there before the first pending migration. */
  before: Catalog
  /** What is there after the last migration that was applied. */
  after: Catalog
  notAssessed: NotAssessed[]
  /** The text of every file that was read, by name. */
  sources: Map<string, string>
}

export interface RehearsedMigration extends PendingScripts {
  outcome: 'applied' | 'failed'
  statements: Step[]
  /** What differs in the catalog afterwards. */
  changes: CatalogDifference[]
  typeChanges: TypeChange[]
  brokenFunctions: BrokenFunction[]
  revert: Revert
}

/** A function that worked before the migration and does not after it, or very likely does not. */
export interface BrokenFunction {
  /** `shop.order_total(bigint)` */
  name: string
  because: string
  /** Whether PostgreSQL refuses the function, or its text only names what is gone. */
  isCertain: boolean
}

/** Whether the down migration undoes the up migration. */
export interface Revert {
  outcome: 'exact' | 'differs' | 'failed' | 'missing' | 'not run'
  /** From the catalog before the up migration to that after the down migration. */
  differences: CatalogDifference[]
  /** Tables and columns that the migration made and its revert drops, with whatever was written to them since. */
  losesData: string[]
  error?: StatementError
}
