/** One thing that some reviewer of migrations warns of, and what pgwright has for it. */
export interface CoveredRule {
  /** What it catches. */
  catches: string
  /** Our rules that speak up where it is right to. */
  rules: readonly string[]
  /** Why another answer than a rule of its own is right. */
  because?: string
}

const covered = (catches: string, ...rules: string[]): CoveredRule => ({ catches, rules })
const answered = (catches: string, because: string, ...rules: string[]): CoveredRule => ({
  ...{ catches, rules, because },
})

const byEffect = 'what the statement does to the table decides, not its words'

/**
 * The union of what squawk, strong_migrations, online_migrations, eugene, Atlas and postgres-language-server catch, with
 * some of pgfence and Bytebase.
 */
export const coverage: readonly CoveredRule[] = [
  covered('CREATE INDEX without CONCURRENTLY', 'index-build-under-lock'),
  covered('DROP INDEX without CONCURRENTLY', 'concurrently-not-used'),
  covered('REINDEX without CONCURRENTLY', 'index-build-under-lock'),
  covered('CONCURRENTLY inside a transaction, and other statements that refuse one', 'statement-fails'),
  covered('REFRESH MATERIALIZED VIEW without CONCURRENTLY', 'concurrently-not-used'),
  answered('REFRESH MATERIALIZED VIEW CONCURRENTLY takes EXCLUSIVE', byEffect, 'missing-lock-timeout'),
  covered('DETACH PARTITION without CONCURRENTLY', 'concurrently-not-used'),
  covered('ATTACH PARTITION that reads the table', 'scan-under-lock'),
  covered('VACUUM FULL and CLUSTER', 'rewrite-under-lock'),
  covered('SET LOGGED and SET UNLOGGED', 'rewrite-under-lock', 'unlogged-table'),
  covered('A foreign key without NOT VALID', 'scan-under-lock'),
  answered(
    'A new column with REFERENCES',
    'the column is empty, so nothing is checked; the lock on the other table is what matters',
    'missing-lock-timeout',
    'several-tables-locked',
  ),
  covered('A CHECK without NOT VALID', 'scan-under-lock'),
  covered('NOT VALID and VALIDATE in the same transaction', 'validation-in-same-transaction'),
  covered('A UNIQUE constraint without USING INDEX', 'index-build-under-lock'),
  covered('A PRIMARY KEY without USING INDEX', 'index-build-under-lock'),
  covered('A PRIMARY KEY over a column that may be null', 'scan-under-lock'),
  covered('An exclusion constraint', 'index-build-under-lock'),
  covered('SET NOT NULL', 'scan-under-lock'),
  covered('A column with a volatile default', 'rewrite-under-lock'),
  answered('A column with a constant default', 'not dangerous since PostgreSQL 11', 'rewrite-under-lock'),
  covered('A NOT NULL column without default', 'required-column-added'),
  covered('A serial or identity column', 'rewrite-under-lock'),
  covered('A stored generated column', 'rewrite-under-lock'),
  covered('A type change that rewrites', 'rewrite-under-lock', 'index-build-under-lock', 'data-loss'),
  covered('A type change that checks constraints again', 'scan-under-lock', 'rewrite-under-lock'),
  answered('A type change together with NOT NULL', byEffect, 'rewrite-under-lock', 'scan-under-lock'),
  covered('A json column', 'json-column'),
  answered(
    'Column, index and foreign key in one step',
    byEffect,
    'index-build-under-lock',
    'scan-under-lock',
  ),
  answered(
    'Another default, and old code that inserts',
    'a new default is what its author wants; that a required column loses its default breaks code',
    'default-changed',
  ),
  covered('An old index dropped before the new one is built', 'index-replaced'),
  answered(
    'Index corruption by CONCURRENTLY in PostgreSQL 14.0 to 14.3',
    'these were replaced in June 2022, and a catalog does not say which minor version it is of',
  ),
  answered('A hash index before PostgreSQL 10', 'none of the majors that pgwright knows is that old'),
  covered('An index with many columns', 'wide-index', 'redundant-index'),
  covered('Several foreign keys in one migration', 'several-foreign-keys', 'several-tables-locked'),
  covered('DROP TABLE with several foreign keys', 'several-foreign-keys'),
  covered('A foreign key of another type than its target', 'foreign-key-type-mismatch'),
  covered('A primary key of a short integer', 'small-primary-key'),
  covered('A foreign key without an index', 'foreign-key-without-index'),
  covered('integer and smallint instead of bigint', 'small-integer'),
  answered(
    'A statement while ACCESS EXCLUSIVE is held',
    'it matters when the statement takes long, or locks more',
    'scan-under-lock',
    'rewrite-under-lock',
    'index-build-under-lock',
    'several-tables-locked',
  ),
  covered('Strong locks on several tables in one transaction', 'several-tables-locked'),
  covered('Several ALTER TABLE that could be one', 'table-altered-twice'),
  covered('No lock_timeout', 'missing-lock-timeout'),
  covered(
    'A lock_timeout after the statement, too long, or zero',
    'missing-lock-timeout',
    'long-lock-timeout',
  ),
  covered('No statement_timeout', 'missing-statement-timeout'),
  covered('No idle_in_transaction_session_timeout', 'missing-idle-timeout'),
  covered('No application_name', 'missing-application-name'),
  covered('A table or index rewritten under a strong lock', 'rewrite-under-lock', 'index-build-under-lock'),
  answered(
    'The locks of CREATE, DROP, ENABLE and DISABLE TRIGGER',
    byEffect,
    'missing-lock-timeout',
    'trigger-disabled',
  ),
  covered('ADD VALUE and the transaction around it', 'enum-value-too-early'),
  covered('ADD VALUE without BEFORE or AFTER', 'enum-value-unordered'),
  covered('Creating an enum', 'enum-created'),
  covered('Renaming a value of an enum', 'name-taken-away'),
  covered('A domain with a constraint', 'domain-with-constraint'),
  covered('ALTER DOMAIN ADD CONSTRAINT', 'scan-under-lock'),
  covered('DROP COLUMN', 'data-loss'),
  covered('DROP TABLE', 'data-loss'),
  covered('DROP SCHEMA', 'data-loss', 'dependents-broken', 'cascade-drop'),
  covered('DROP DATABASE', 'data-loss'),
  covered('DROP NOT NULL', 'null-allowed'),
  covered('DROP CONSTRAINT', 'constraint-dropped'),
  covered('TRUNCATE, TRUNCATE CASCADE', 'data-loss'),
  covered('DELETE and UPDATE without WHERE', 'data-loss', 'update-of-every-row'),
  covered('RENAME COLUMN', 'name-taken-away'),
  covered('RENAME TABLE', 'name-taken-away'),
  covered('RENAME SCHEMA', 'name-taken-away'),
  covered('A table dropped and created anew', 'data-loss'),
  covered('A unique index that duplicates break', 'uniqueness-not-proved', 'statement-fails'),
  answered(
    'Rows filled in the migration that changes the table',
    'it is harmful while a lock is held, before one is asked for, and for all rows at once',
    'scan-under-lock',
    'lock-upgrade',
    'update-of-every-row',
  ),
  answered('SQL that cannot be inspected', 'every report says what was not assessed'),
  covered('DROP … CASCADE, ON DELETE CASCADE', 'cascade-drop', 'dependents-broken', 'delete-cascade'),
  answered('A limit of affected rows, a dry run, a backup', 'a matter of running, not of reading'),
  covered('BEGIN in a transaction, COMMIT without one', 'transaction-nesting'),
  covered('A transaction that is never ended', 'transaction-nesting'),
  covered('IF EXISTS and IF NOT EXISTS', 'not-repeatable'),
  covered('An identifier that is too long', 'identifier-too-long'),
  covered('A column declared or assigned twice', 'statement-fails'),
  answered('A suppression that silences nothing', 'every report says so of itself'),
  covered('A table without its schema', 'schema-not-named'),
  covered(
    'varchar(n), char(n), timestamp, serial',
    'limited-text',
    'padded-text',
    'timestamp-without-zone',
    'serial-column',
  ),
  answered('A syntax error', 'found before any rule runs, as the check syntax-error'),
  answered(
    'Migrations out of order, or edited after they were applied',
    'found before any rule runs, as migration-out-of-order and applied-migration-edited',
  ),
  covered('The order of the columns', 'columns-out-of-order'),
  covered('Names', 'name-needs-quotes'),
  covered('Comments and primary keys', 'table-without-comment', 'table-without-primary-key'),
  answered('A column for single-table inheritance', 'it breaks a cache of Rails, nothing in PostgreSQL'),
  answered(
    'What is wrong with the database as it is',
    'a matter of the database, not of a change; of a change, what it makes worse',
    'redundant-index',
  ),
]

/** What none of them catches, or what they advise although it does harm. */
export const beyond: readonly CoveredRule[] = [
  covered('A column of a domain with constraints, which rewrites', 'rewrite-under-lock'),
  covered('A new column with a CHECK, which reads the table', 'scan-under-lock'),
  covered('A partition added while the default one holds rows', 'scan-under-lock'),
  covered('ALTER DOMAIN VALIDATE CONSTRAINT', 'scan-under-lock'),
  covered(
    'Statements in DO blocks, EXECUTE and functions that are called',
    'rewrite-under-lock',
    'scan-under-lock',
  ),
  covered('A timeout on CREATE INDEX CONCURRENTLY', 'timeout-on-concurrent-build'),
  covered('IF NOT EXISTS that hides an invalid index', 'invalid-index-masked', 'invalid-index'),
  covered('Locks in an order that can deadlock', 'lock-order', 'lock-upgrade', 'several-tables-locked'),
  covered('A foreign key over rows that refer to nothing', 'statement-fails'),
  covered('A published table without replica identity', 'replica-identity-missing'),
  covered('A published column that subscribers do not know', 'published-column-changed'),
  covered('A table that leaves its publication with a column', 'published-table-lost'),
  covered('A bigint column that an integer sequence numbers', 'small-sequence'),
  covered('Views and functions that break', 'dependents-broken', 'statement-fails'),
  covered('A sequence set to a number', 'sequence-reset'),
  covered('A constraint that nobody validates', 'constraint-left-unvalidated'),
  covered('money, and time with a zone', 'money-column', 'time-with-zone'),
]
