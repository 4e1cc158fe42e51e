/** Why cases are judged otherwise than squawk's tests do. */
export interface Reason {
  /** Ids of cases. */
  cases: string[]
  because: string
  /** What a server must say of statements of ours for it to be so. */
  proof?: Proof
}

export interface Proof {
  schema: string
  sql: string
  /** As in the truth set: whether others wait while a table is worked through. */
  isDangerous?: boolean
  /** The SQLSTATE with which it fails. */
  fails?: string
}

const schema = `
  create table t (id integer primary key, a integer, b text, c text not null);
  insert into t select n, n, 'b', 'c' from generate_series(1, 1000) n;
  create index t_b_idx on t (b);`

export const reasons: Reason[] = [
  {
    cases: [
      'adding_field_with_default:default_uuid_error_multi_stmt',
      'adding_field_with_default:default_uuid_error',
    ],
    because: 'PostgreSQL refuses the statement: it has no such function, which statement-fails says',
    proof: { schema, sql: 'alter table t add column d integer default uuid();', fails: '42883' },
  },
  {
    cases: ['adding_field_with_default:default_random_with_args_err'],
    because: 'PostgreSQL refuses the statement: the function takes no argument, which statement-fails says',
    proof: { schema, sql: 'alter table t add column d timestamptz default now(123);', fails: '42883' },
  },
  {
    cases: ['adding_field_with_default:default_volatile_func_err'],
    because: 'PostgreSQL refuses the statement: the default is of another type, which statement-fails says',
    proof: { schema, sql: 'alter table t add column d boolean default random();', fails: '42804' },
  },
  {
    cases: ['adding_field_with_default:generated_stored_err'],
    because:
      'PostgreSQL refuses the statement: a generated column cannot use itself, which statement-fails says',
    proof: {
      schema,
      sql: 'alter table t add column d integer generated always as (d + a) stored;',
      fails: '42P17',
    },
  },
  {
    cases: [
      'adding_field_with_default:docs_example_error_on_pg_11',
      'adding_not_null_field:regression_gh_issue_628_pg11_with_validated_check_err',
    ],
    because: 'it is about a major before 14, the oldest that pgwright knows',
  },
  {
    cases: [
      'adding_not_null_field:pg16_cross_migration_validate_then_set_not_null_ok',
      'adding_not_null_field:pg12_cross_migration_validate_then_set_not_null_ok',
    ],
    because:
      'what the constraint checks stands in no text, only its name suggests it; with the catalog or the history known pgwright is quiet too',
  },
  {
    cases: ['ban_char_field:fix_char_without_length 3'],
    because: 'bpchar without a length has no limit and pads nothing',
  },
  {
    cases: ['ban_char_field:fix_char_with_length 4'],
    because: 'PostgreSQL refuses the statement: "char" takes no length',
    proof: { schema, sql: 'create table u (c "char"(100));', fails: '42601' },
  },
  {
    cases: ['ban_char_field:all_the_types'],
    because: 'PostgreSQL refuses the statement: its grammar has no int array[]',
  },
  {
    cases: ['ban_concurrent_index_creation_in_transaction:assuming_in_transaction_ok'],
    because:
      'where the tool wraps the file in a transaction, PostgreSQL refuses it, even when it is the only statement of the file',
    proof: { schema, sql: 'begin; create index concurrently i on t (a); commit;', fails: '25001' },
  },
  {
    cases: [
      'ban_concurrent_index_creation_in_transaction:squawk_disable_assume_in_transaction_overrides',
      'transaction_nesting:squawk_disable_assume_in_transaction_allows_begin_commit',
    ],
    because:
      'it is about a comment that only squawk reads; pgwright knows from the layout of the history what its tool does',
  },
  {
    cases: ['ban_uncommitted_transaction:nested_begin_only_last_uncommitted_err'],
    because: 'our one rule says what their transaction-nesting says of this text',
  },
  {
    cases: ['ban_truncate_cascade:ok'],
    because: 'data-loss speaks of every TRUNCATE of a table that was there, with CASCADE or without',
  },
  {
    cases: ['prefer_repack:cluster_below_pg19_ok', 'prefer_repack:vacuum_full_below_pg19_ok'],
    because:
      'before 19 there is no REPACK to be preferred, and the statement keeps others waiting all the same',
    proof: { schema, sql: 'vacuum full t;', isDangerous: true },
  },
  {
    cases: ['prefer_repack:cluster_no_path_err', 'prefer_repack:fix_cluster_no_path'],
    because: 'it names no table; it works on those that were clustered before, of which nothing is known',
    proof: { schema, sql: 'cluster;', isDangerous: false },
  },
  {
    cases: ['prefer_robust_stmts:create_index_concurrently_err'],
    because:
      'IF NOT EXISTS would take the invalid index that a failed build leaves for the wanted one, which invalid-index-masked says',
  },
  {
    cases: [
      'prefer_robust_stmts:enable_row_level_security_err',
      'prefer_robust_stmts:enable_row_level_security_without_exists_check_err',
      'prefer_robust_stmts:disable_row_level_security_err',
    ],
    because: 'it can be run again as it is',
    proof: {
      schema,
      sql: 'alter table t enable row level security; alter table t enable row level security;',
      isDangerous: false,
    },
  },
  {
    cases: ['prefer_robust_stmts:alter_column_set_not_null'],
    because: 'it can be run again as it is',
    proof: {
      schema,
      sql: 'alter table t alter column c set not null; alter table t alter column c set not null;',
      isDangerous: false,
    },
  },
  {
    cases: ['prefer_robust_stmts:double_add_after_drop_err'],
    because: 'PostgreSQL refuses the second of the two already the first time, which statement-fails says',
    proof: {
      schema: `${schema} create unique index t_a_idx on t (a);`,
      sql: 'alter table t add constraint u unique using index t_a_idx; alter table t add constraint u unique using index t_a_idx;',
      fails: '42704',
    },
  },
  {
    cases: [
      'require_timeout_settings:ok_only_lock_timeout_rule_enabled',
      'require_timeout_settings:ok_only_statement_timeout_rule_enabled',
    ],
    because: 'it is about one of two rules being off; here all are on',
  },
  {
    cases: [
      'require_timeout_settings:err_other_ddl_operations',
      'require_timeout_settings:err_comment_on_explains_lock_impact',
      'require_timeout_settings:err_vacuum_full_false_uses_non_full_lock',
      'require_timeout_settings:err_lock_access_share_uses_correct_article',
    ],
    because: 'it takes no lock that keeps readers or writers waiting',
    proof: { schema, sql: "comment on column t.a is 'a'; vacuum (full false) t;", isDangerous: false },
  },
  {
    cases: ['require_timeout_settings:fix_multiple_ddl_statements'],
    because: 'nobody else knows the table yet, so nobody waits',
  },
  {
    cases: ['adding_foreign_key_constraint:add_column_references_lock'],
    because:
      'a new column without a default is null in every row, so none is checked, and the locks are short',
    proof: { schema, sql: 'alter table t add column d integer references t (id);', isDangerous: false },
  },
  {
    cases: ['ban_alter_domain_with_add_constraint:err'],
    because:
      'which columns are of the domain stands in no text; with the catalog or the history known scan-under-lock says it where there are any',
    proof: {
      schema: 'create domain positive as integer;',
      sql: 'alter domain positive add constraint c check (value > 0);',
      isDangerous: false,
    },
  },
  {
    cases: ['prefer_robust_stmts:create_temp_table_without_on_commit_drop_err'],
    because: 'a temporary table is gone with its session, and what failed is run again in another',
  },
  {
    cases: [
      'require_concurrent_reindex:reindex_schema_no_concurrently_err',
      'require_concurrent_reindex:reindex_database_no_concurrently_err',
    ],
    because: 'it names no table; which there are stands in no text, and with the catalog known each is told',
    proof: { schema, sql: 'reindex schema public;', isDangerous: true },
  },
]
