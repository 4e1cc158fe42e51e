// Written by `npm run gen` from rules/; do not edit.
import { betweenOnTimestamps } from './rules/between-on-timestamps.ts'
import { comparisonWithItself } from './rules/comparison-with-itself.ts'
import { comparisonWithNull } from './rules/comparison-with-null.ts'
import { countForExistence } from './rules/count-for-existence.ts'
import { dataLoss } from './rules/data-loss.ts'
import { dependentsBroken } from './rules/dependents-broken.ts'
import { expressionOnIndexedColumn } from './rules/expression-on-indexed-column.ts'
import { implicitCastOnIndexedColumn } from './rules/implicit-cast-on-indexed-column.ts'
import { indexBuildUnderLock } from './rules/index-build-under-lock.ts'
import { invalidIndex } from './rules/invalid-index.ts'
import { leadingWildcard } from './rules/leading-wildcard.ts'
import { limitWithoutOrder } from './rules/limit-without-order.ts'
import { missingLockTimeout } from './rules/missing-lock-timeout.ts'
import { nameTakenAway } from './rules/name-taken-away.ts'
import { notInWithNull } from './rules/not-in-with-null.ts'
import { offsetPagination } from './rules/offset-pagination.ts'
import { outerColumnInSubquery } from './rules/outer-column-in-subquery.ts'
import { outerJoinUndone } from './rules/outer-join-undone.ts'
import { revertFails } from './rules/revert-fails.ts'
import { revertLosesData } from './rules/revert-loses-data.ts'
import { revertMissing } from './rules/revert-missing.ts'
import { revertNotExact } from './rules/revert-not-exact.ts'
import { rewriteUnderLock } from './rules/rewrite-under-lock.ts'
import { scanUnderLock } from './rules/scan-under-lock.ts'
import { severalTablesLocked } from './rules/several-tables-locked.ts'
import { starInContract } from './rules/star-in-contract.ts'
import { statementFails } from './rules/statement-fails.ts'
import { validationInSameTransaction } from './rules/validation-in-same-transaction.ts'
import { whereMissing } from './rules/where-missing.ts'

export const rules = [
  betweenOnTimestamps,
  comparisonWithItself,
  comparisonWithNull,
  countForExistence,
  dataLoss,
  dependentsBroken,
  expressionOnIndexedColumn,
  implicitCastOnIndexedColumn,
  indexBuildUnderLock,
  invalidIndex,
  leadingWildcard,
  limitWithoutOrder,
  missingLockTimeout,
  nameTakenAway,
  notInWithNull,
  offsetPagination,
  outerColumnInSubquery,
  outerJoinUndone,
  revertFails,
  revertLosesData,
  revertMissing,
  revertNotExact,
  rewriteUnderLock,
  scanUnderLock,
  severalTablesLocked,
  starInContract,
  statementFails,
  validationInSameTransaction,
  whereMissing,
]
