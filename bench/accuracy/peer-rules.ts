import type { Linter } from '../linters.ts'

/**
 * Of each linter the rules that say that a table is rewritten, read or indexed while others wait. Rules about what breaks, about
 * timeouts, style, or a lock that is only short are another matter; counting them would only add false alarms.
 */
export const countedRules: Record<Linter['package'], ReadonlySet<string>> = {
  'squawk-cli': new Set([
    'adding-field-with-default',
    'adding-foreign-key-constraint',
    'adding-not-nullable-field',
    'adding-serial-primary-key-field',
    'ban-alter-domain-with-add-constraint',
    'changing-column-type',
    'constraint-missing-not-valid',
    'disallowed-unique-constraint',
    'prefer-repack',
    'require-concurrent-index-creation',
    'require-concurrent-reindex',
  ]),
  '@postgres-language-server/cli': new Set([
    'addSerialColumn',
    'addingFieldWithDefault',
    'addingForeignKeyConstraint',
    'addingNotNullField',
    'addingPrimaryKeyConstraint',
    'avoidAddingExclusionConstraint',
    'avoidAttachingPartition',
    'banVacuumFull',
    'changingColumnType',
    'constraintMissingNotValid',
    'disallowUniqueConstraint',
    'requireConcurrentIndexCreation',
    'requireConcurrentRefreshMatview',
    'requireConcurrentReindex',
    'requireSeparateConstraintValidation',
    'runningStatementWhileHoldingAccessExclusive',
  ]),
  '@flvmnt/pgfence': new Set([
    'add-column-non-constant-default',
    'add-column-serial',
    'add-column-stored-generated',
    'add-constraint-check-no-not-valid',
    'add-constraint-exclude',
    'add-constraint-fk-no-not-valid',
    'add-constraint-unique',
    'add-pk-without-using-index',
    'alter-column-set-not-null',
    'alter-column-type',
    'create-index-not-concurrent',
    'not-valid-validate-same-tx',
    'statement-after-access-exclusive',
    'vacuum-full',
  ]),
}
