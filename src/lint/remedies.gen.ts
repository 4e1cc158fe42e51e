// Written by `npm run gen` from remedies/; do not edit.
import { changeInBatches } from './remedies/change-in-batches.ts'
import { checkedPartition } from './remedies/checked-partition.ts'
import { columnInSteps } from './remedies/column-in-steps.ts'
import { columnOfNewType } from './remedies/column-of-new-type.ts'
import { columnUnderTwoNames } from './remedies/column-under-two-names.ts'
import { computedColumn } from './remedies/computed-column.ts'
import { concurrentDetach } from './remedies/concurrent-detach.ts'
import { concurrentDrop } from './remedies/concurrent-drop.ts'
import { concurrentIndex } from './remedies/concurrent-index.ts'
import { concurrentRefresh } from './remedies/concurrent-refresh.ts'
import { concurrentReindex } from './remedies/concurrent-reindex.ts'
import { constraintFromIndex } from './remedies/constraint-from-index.ts'
import { domainConstraintLater } from './remedies/domain-constraint-later.ts'
import { exclusionLater } from './remedies/exclusion-later.ts'
import { identityInSteps } from './remedies/identity-in-steps.ts'
import { notNullAfterCheck } from './remedies/not-null-after-check.ts'
import { ownTransaction } from './remedies/own-transaction.ts'
import { plainVacuum } from './remedies/plain-vacuum.ts'
import { tableBehindView } from './remedies/table-behind-view.ts'
import { validatedCheck } from './remedies/validated-check.ts'
import { validatedForeignKey } from './remedies/validated-foreign-key.ts'
import { withLockTimeout } from './remedies/with-lock-timeout.ts'

export const remedies = [
  changeInBatches,
  checkedPartition,
  columnInSteps,
  columnOfNewType,
  columnUnderTwoNames,
  computedColumn,
  concurrentDetach,
  concurrentDrop,
  concurrentIndex,
  concurrentRefresh,
  concurrentReindex,
  constraintFromIndex,
  domainConstraintLater,
  exclusionLater,
  identityInSteps,
  notNullAfterCheck,
  ownTransaction,
  plainVacuum,
  tableBehindView,
  validatedCheck,
  validatedForeignKey,
  withLockTimeout,
]
