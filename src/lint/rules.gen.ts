// Written by `npm run gen` from rules/; do not edit.
import { comparisonWithNull } from './rules/comparison-with-null.ts'
import { countForExistence } from './rules/count-for-existence.ts'
import { dataLoss } from './rules/data-loss.ts'
import { dependentsBroken } from './rules/dependents-broken.ts'
import { expressionOnIndexedColumn } from './rules/expression-on-indexed-column.ts'
import { implicitCastOnIndexedColumn } from './rules/implicit-cast-on-indexed-column.ts'
import { indexBuildUnderLock } from './rules/index-build-under-lock.ts'
import { invalidIndex } from './rules/invalid-index.ts'
import { leadingWildcard } from './rules/leading-wildcard.ts'
import { missingLockTimeout } from './rules/missing-lock-timeout.ts'
import { nameTakenAway } from './rules/name-taken-away.ts'
import { notInWithNull } from './rules/not-in-with-null.ts'
import { offsetPagination } from './rules/offset-pagination.ts'
import { revertFails } from './rules/revert-fails.ts'
import { revertLosesData } from './rules/revert-loses-data.ts'
import { revertMissing } from './rules/revert-missing.ts'
import { revertNotExact } from './rules/revert-not-exact.ts'
import { rewriteUnderLock } from './rules/rewrite-under-lock.ts'
import { scanUnderLock } from './rules/scan-under-lock.ts'
import { severalTablesLocked } from './rules/several-tables-locked.ts'
import { statementFails } from './rules/statement-fails.ts'
import { validationInSameTransaction } from './rules/validation-in-same-transaction.ts'

export const rules = [
  comparisonWithNull,
  countForExistence,
  dataLoss,
  dependentsBroken,
  expressionOnIndexedColumn,
  implicitCastOnIndexedColumn,
  indexBuildUnderLock,
  invalidIndex,
  leadingWildcard,
  missingLockTimeout,
  nameTakenAway,
  notInWithNull,
  offsetPagination,
  revertFails,
  revertLosesData,
  revertMissing,
  revertNotExact,
  rewriteUnderLock,
  scanUnderLock,
  severalTablesLocked,
  statementFails,
  validationInSameTransaction,
]
