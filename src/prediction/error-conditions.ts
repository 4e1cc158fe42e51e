/**
 * SQLSTATEs by the names that PL/pgSQL has for them (manual, "Appendix A. PostgreSQL Error Codes"), as far as DDL and data
 * raise them and handlers of migrations catch them.
 */
const states: Record<string, string> = {
  ambiguous_column: '42702',
  ambiguous_function: '42725',
  cannot_coerce: '42846',
  cannot_drop_objects: '2BP01',
  cardinality_violation: '21000',
  check_violation: '23514',
  collation_mismatch: '42P21',
  data_exception: '22000',
  datatype_mismatch: '42804',
  deadlock_detected: '40P01',
  dependent_objects_still_exist: '2BP01',
  dependent_privilege_descriptors_still_exist: '2B000',
  division_by_zero: '22012',
  duplicate_alias: '42712',
  duplicate_column: '42701',
  duplicate_cursor: '42P03',
  duplicate_database: '42P04',
  duplicate_function: '42723',
  duplicate_object: '42710',
  duplicate_prepared_statement: '42P05',
  duplicate_schema: '42P06',
  duplicate_table: '42P07',
  exclusion_violation: '23P01',
  external_routine_exception: '38000',
  feature_not_supported: '0A000',
  foreign_key_violation: '23503',
  grouping_error: '42803',
  indeterminate_datatype: '42P18',
  insufficient_privilege: '42501',
  integrity_constraint_violation: '23000',
  internal_error: 'XX000',
  invalid_column_definition: '42611',
  invalid_column_reference: '42P10',
  invalid_cursor_definition: '42P11',
  invalid_database_definition: '42P12',
  invalid_foreign_key: '42830',
  invalid_function_definition: '42P13',
  invalid_name: '42602',
  invalid_object_definition: '42P17',
  invalid_parameter_value: '22023',
  invalid_prepared_statement_definition: '42P14',
  invalid_recursion: '42P19',
  invalid_schema_definition: '42P15',
  invalid_schema_name: '3F000',
  invalid_table_definition: '42P16',
  invalid_text_representation: '22P02',
  invalid_transaction_termination: '2D000',
  lock_not_available: '55P03',
  no_data_found: 'P0002',
  not_null_violation: '23502',
  null_value_not_allowed: '22004',
  numeric_value_out_of_range: '22003',
  object_in_use: '55006',
  object_not_in_prerequisite_state: '55000',
  program_limit_exceeded: '54000',
  raise_exception: 'P0001',
  reserved_name: '42939',
  restrict_violation: '23001',
  string_data_right_truncation: '22001',
  syntax_error: '42601',
  syntax_error_or_access_rule_violation: '42000',
  too_many_rows: 'P0003',
  undefined_column: '42703',
  undefined_file: '58P01',
  undefined_function: '42883',
  undefined_object: '42704',
  undefined_parameter: '42P02',
  undefined_table: '42P01',
  unique_violation: '23505',
  unsafe_new_enum_value_usage: '55P04',
  windowing_error: '42P20',
  wrong_object_type: '42809',
}

/** A condition as SQLSTATE; one that is not known keeps its name. */
export function sqlstateOf(condition: string): string {
  return states[condition] ?? condition
}

/** Whether a handler catches an error: a condition that ends in three zeros is its whole class. */
export function catches(condition: string, sqlstate: string): boolean {
  if (condition === 'others') return !/^(57014|P0004)$/.test(sqlstate)
  const caught = sqlstateOf(condition)
  return caught === sqlstate || (caught.endsWith('000') && sqlstate.startsWith(caught.slice(0, 2)))
}
