// Written by `npm run gen` from rules/; do not edit.
import { comparisonWithNull } from './rules/comparison-with-null.ts'
import { constraintLeftUnvalidated } from './rules/constraint-left-unvalidated.ts'
import { countForExistence } from './rules/count-for-existence.ts'
import { dataLoss } from './rules/data-loss.ts'
import { defaultChanged } from './rules/default-changed.ts'
import { dependentsBroken } from './rules/dependents-broken.ts'
import { expressionOnIndexedColumn } from './rules/expression-on-indexed-column.ts'
import { foreignKeyTypeMismatch } from './rules/foreign-key-type-mismatch.ts'
import { foreignKeyWithoutIndex } from './rules/foreign-key-without-index.ts'
import { implicitCastOnIndexedColumn } from './rules/implicit-cast-on-indexed-column.ts'
import { indexBuildUnderLock } from './rules/index-build-under-lock.ts'
import { invalidIndex } from './rules/invalid-index.ts'
import { jsonColumn } from './rules/json-column.ts'
import { leadingWildcard } from './rules/leading-wildcard.ts'
import { limitedText } from './rules/limited-text.ts'
import { missingLockTimeout } from './rules/missing-lock-timeout.ts'
import { moneyColumn } from './rules/money-column.ts'
import { nameTakenAway } from './rules/name-taken-away.ts'
import { notInWithNull } from './rules/not-in-with-null.ts'
import { nullAllowed } from './rules/null-allowed.ts'
import { offsetPagination } from './rules/offset-pagination.ts'
import { paddedText } from './rules/padded-text.ts'
import { requiredColumnAdded } from './rules/required-column-added.ts'
import { revertFails } from './rules/revert-fails.ts'
import { revertLosesData } from './rules/revert-loses-data.ts'
import { revertMissing } from './rules/revert-missing.ts'
import { revertNotExact } from './rules/revert-not-exact.ts'
import { rewriteUnderLock } from './rules/rewrite-under-lock.ts'
import { scanUnderLock } from './rules/scan-under-lock.ts'
import { serialColumn } from './rules/serial-column.ts'
import { severalTablesLocked } from './rules/several-tables-locked.ts'
import { smallInteger } from './rules/small-integer.ts'
import { smallPrimaryKey } from './rules/small-primary-key.ts'
import { statementFails } from './rules/statement-fails.ts'
import { tableWithoutPrimaryKey } from './rules/table-without-primary-key.ts'
import { timeWithZone } from './rules/time-with-zone.ts'
import { timestampWithoutZone } from './rules/timestamp-without-zone.ts'
import { validationInSameTransaction } from './rules/validation-in-same-transaction.ts'

export const rules = [
  comparisonWithNull,
  constraintLeftUnvalidated,
  countForExistence,
  dataLoss,
  defaultChanged,
  dependentsBroken,
  expressionOnIndexedColumn,
  foreignKeyTypeMismatch,
  foreignKeyWithoutIndex,
  implicitCastOnIndexedColumn,
  indexBuildUnderLock,
  invalidIndex,
  jsonColumn,
  leadingWildcard,
  limitedText,
  missingLockTimeout,
  moneyColumn,
  nameTakenAway,
  notInWithNull,
  nullAllowed,
  offsetPagination,
  paddedText,
  requiredColumnAdded,
  revertFails,
  revertLosesData,
  revertMissing,
  revertNotExact,
  rewriteUnderLock,
  scanUnderLock,
  serialColumn,
  severalTablesLocked,
  smallInteger,
  smallPrimaryKey,
  statementFails,
  tableWithoutPrimaryKey,
  timeWithZone,
  timestampWithoutZone,
  validationInSameTransaction,
]
