// Written by `npm run gen` from rules/; do not edit.
import { betweenOnTimestamps } from './rules/between-on-timestamps.ts'
import { cartesianProduct } from './rules/cartesian-product.ts'
import { cascadeDrop } from './rules/cascade-drop.ts'
import { columnsOutOfOrder } from './rules/columns-out-of-order.ts'
import { comparisonWithItself } from './rules/comparison-with-itself.ts'
import { comparisonWithNull } from './rules/comparison-with-null.ts'
import { concurrentlyNotUsed } from './rules/concurrently-not-used.ts'
import { constraintDropped } from './rules/constraint-dropped.ts'
import { constraintLeftUnvalidated } from './rules/constraint-left-unvalidated.ts'
import { countForExistence } from './rules/count-for-existence.ts'
import { dataLoss } from './rules/data-loss.ts'
import { defaultChanged } from './rules/default-changed.ts'
import { definerWithoutSearchPath } from './rules/definer-without-search-path.ts'
import { deleteCascade } from './rules/delete-cascade.ts'
import { dependentsBroken } from './rules/dependents-broken.ts'
import { distinctOverJoin } from './rules/distinct-over-join.ts'
import { domainWithConstraint } from './rules/domain-with-constraint.ts'
import { enumCreated } from './rules/enum-created.ts'
import { enumValueTooEarly } from './rules/enum-value-too-early.ts'
import { enumValueUnordered } from './rules/enum-value-unordered.ts'
import { errorSwallowed } from './rules/error-swallowed.ts'
import { exceptionBlockInLoop } from './rules/exception-block-in-loop.ts'
import { expressionOnIndexedColumn } from './rules/expression-on-indexed-column.ts'
import { foreignKeyTypeMismatch } from './rules/foreign-key-type-mismatch.ts'
import { foreignKeyWithoutIndex } from './rules/foreign-key-without-index.ts'
import { foundAfterExecute } from './rules/found-after-execute.ts'
import { grantAll } from './rules/grant-all.ts'
import { grantToPublic } from './rules/grant-to-public.ts'
import { identifierTooLong } from './rules/identifier-too-long.ts'
import { implicitCastOnIndexedColumn } from './rules/implicit-cast-on-indexed-column.ts'
import { indexBuildUnderLock } from './rules/index-build-under-lock.ts'
import { indexReplaced } from './rules/index-replaced.ts'
import { insertWithoutColumns } from './rules/insert-without-columns.ts'
import { invalidIndex } from './rules/invalid-index.ts'
import { invalidIndexMasked } from './rules/invalid-index-masked.ts'
import { jsonColumn } from './rules/json-column.ts'
import { leadingWildcard } from './rules/leading-wildcard.ts'
import { limitWithoutOrder } from './rules/limit-without-order.ts'
import { limitedText } from './rules/limited-text.ts'
import { lockOrder } from './rules/lock-order.ts'
import { lockUpgrade } from './rules/lock-upgrade.ts'
import { longLockTimeout } from './rules/long-lock-timeout.ts'
import { missingApplicationName } from './rules/missing-application-name.ts'
import { missingIdleTimeout } from './rules/missing-idle-timeout.ts'
import { missingLockTimeout } from './rules/missing-lock-timeout.ts'
import { missingReturn } from './rules/missing-return.ts'
import { missingStatementTimeout } from './rules/missing-statement-timeout.ts'
import { moneyColumn } from './rules/money-column.ts'
import { nameNeedsQuotes } from './rules/name-needs-quotes.ts'
import { nameTakenAway } from './rules/name-taken-away.ts'
import { notInWithNull } from './rules/not-in-with-null.ts'
import { notRepeatable } from './rules/not-repeatable.ts'
import { nullAllowed } from './rules/null-allowed.ts'
import { offsetPagination } from './rules/offset-pagination.ts'
import { orAcrossTables } from './rules/or-across-tables.ts'
import { ordinalReference } from './rules/ordinal-reference.ts'
import { outerColumnInSubquery } from './rules/outer-column-in-subquery.ts'
import { outerJoinUndone } from './rules/outer-join-undone.ts'
import { paddedText } from './rules/padded-text.ts'
import { passwordInText } from './rules/password-in-text.ts'
import { policyAlwaysTrue } from './rules/policy-always-true.ts'
import { publishedColumnChanged } from './rules/published-column-changed.ts'
import { publishedTableLost } from './rules/published-table-lost.ts'
import { randomOrder } from './rules/random-order.ts'
import { redundantIndex } from './rules/redundant-index.ts'
import { replicaIdentityMissing } from './rules/replica-identity-missing.ts'
import { requiredColumnAdded } from './rules/required-column-added.ts'
import { resultDiscarded } from './rules/result-discarded.ts'
import { revertFails } from './rules/revert-fails.ts'
import { revertLosesData } from './rules/revert-loses-data.ts'
import { revertMissing } from './rules/revert-missing.ts'
import { revertNotExact } from './rules/revert-not-exact.ts'
import { rewriteUnderLock } from './rules/rewrite-under-lock.ts'
import { rowByRowChange } from './rules/row-by-row-change.ts'
import { rowSecurityWeakened } from './rules/row-security-weakened.ts'
import { scanUnderLock } from './rules/scan-under-lock.ts'
import { schemaNotNamed } from './rules/schema-not-named.ts'
import { sequenceReset } from './rules/sequence-reset.ts'
import { serialColumn } from './rules/serial-column.ts'
import { severalForeignKeys } from './rules/several-foreign-keys.ts'
import { severalTablesLocked } from './rules/several-tables-locked.ts'
import { smallInteger } from './rules/small-integer.ts'
import { smallPrimaryKey } from './rules/small-primary-key.ts'
import { smallSequence } from './rules/small-sequence.ts'
import { sqlInjection } from './rules/sql-injection.ts'
import { starInContract } from './rules/star-in-contract.ts'
import { statementFails } from './rules/statement-fails.ts'
import { tableAlteredTwice } from './rules/table-altered-twice.ts'
import { tableWithoutComment } from './rules/table-without-comment.ts'
import { tableWithoutPrimaryKey } from './rules/table-without-primary-key.ts'
import { timeWithZone } from './rules/time-with-zone.ts'
import { timeoutOnConcurrentBuild } from './rules/timeout-on-concurrent-build.ts'
import { timestampWithoutZone } from './rules/timestamp-without-zone.ts'
import { transactionNesting } from './rules/transaction-nesting.ts'
import { triggerDisabled } from './rules/trigger-disabled.ts'
import { uniquenessNotProved } from './rules/uniqueness-not-proved.ts'
import { unloggedTable } from './rules/unlogged-table.ts'
import { unusedVariable } from './rules/unused-variable.ts'
import { updateOfEveryRow } from './rules/update-of-every-row.ts'
import { validationInSameTransaction } from './rules/validation-in-same-transaction.ts'
import { variableShadowsColumn } from './rules/variable-shadows-column.ts'
import { viewAroundRowSecurity } from './rules/view-around-row-security.ts'
import { volatilityWrong } from './rules/volatility-wrong.ts'
import { wideIndex } from './rules/wide-index.ts'

export const rules = [
  betweenOnTimestamps,
  cartesianProduct,
  cascadeDrop,
  columnsOutOfOrder,
  comparisonWithItself,
  comparisonWithNull,
  concurrentlyNotUsed,
  constraintDropped,
  constraintLeftUnvalidated,
  countForExistence,
  dataLoss,
  defaultChanged,
  definerWithoutSearchPath,
  deleteCascade,
  dependentsBroken,
  distinctOverJoin,
  domainWithConstraint,
  enumCreated,
  enumValueTooEarly,
  enumValueUnordered,
  errorSwallowed,
  exceptionBlockInLoop,
  expressionOnIndexedColumn,
  foreignKeyTypeMismatch,
  foreignKeyWithoutIndex,
  foundAfterExecute,
  grantAll,
  grantToPublic,
  identifierTooLong,
  implicitCastOnIndexedColumn,
  indexBuildUnderLock,
  indexReplaced,
  insertWithoutColumns,
  invalidIndex,
  invalidIndexMasked,
  jsonColumn,
  leadingWildcard,
  limitWithoutOrder,
  limitedText,
  lockOrder,
  lockUpgrade,
  longLockTimeout,
  missingApplicationName,
  missingIdleTimeout,
  missingLockTimeout,
  missingReturn,
  missingStatementTimeout,
  moneyColumn,
  nameNeedsQuotes,
  nameTakenAway,
  notInWithNull,
  notRepeatable,
  nullAllowed,
  offsetPagination,
  orAcrossTables,
  ordinalReference,
  outerColumnInSubquery,
  outerJoinUndone,
  paddedText,
  passwordInText,
  policyAlwaysTrue,
  publishedColumnChanged,
  publishedTableLost,
  randomOrder,
  redundantIndex,
  replicaIdentityMissing,
  requiredColumnAdded,
  resultDiscarded,
  revertFails,
  revertLosesData,
  revertMissing,
  revertNotExact,
  rewriteUnderLock,
  rowByRowChange,
  rowSecurityWeakened,
  scanUnderLock,
  schemaNotNamed,
  sequenceReset,
  serialColumn,
  severalForeignKeys,
  severalTablesLocked,
  smallInteger,
  smallPrimaryKey,
  smallSequence,
  sqlInjection,
  starInContract,
  statementFails,
  tableAlteredTwice,
  tableWithoutComment,
  tableWithoutPrimaryKey,
  timeWithZone,
  timeoutOnConcurrentBuild,
  timestampWithoutZone,
  transactionNesting,
  triggerDisabled,
  uniquenessNotProved,
  unloggedTable,
  unusedVariable,
  updateOfEveryRow,
  validationInSameTransaction,
  variableShadowsColumn,
  viewAroundRowSecurity,
  volatilityWrong,
  wideIndex,
]
