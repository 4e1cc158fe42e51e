/** What PostgreSQL brings, as far as the effects of a statement depend on it. */
export interface Builtins {
  /** By the name in `pg_type`. */
  types: Record<string, BuiltinType>
  /** By the types in the words of `format_type()`, as `integer>bigint`. */
  casts: Record<string, Cast>
  /** Names of functions of which at least one is volatile: each call may give something else. */
  volatile: string[]
  /** Names of functions of which none is volatile and at least one is stable: the same within a statement. */
  stable: string[]
  /** Names of functions that are all immutable; without those that only types and planners call. */
  immutable: string[]
}

export interface BuiltinType {
  /** In the words of `format_type()`. */
  name: string
  /** `pg_type.typcategory`. */
  category: string
  isCollatable: boolean
  /** Whether its values can be compared, by a B-tree or at least a hash. */
  hasEquality: boolean
  /** What an index uses when nothing else is said, by its method: `{ btree: 'int4_ops', … }`. */
  opclasses: Record<string, string>
}

export interface Cast {
  /** `implicit` happens anywhere, `assignment` where a value is stored, `explicit` only when it is asked for. */
  context: 'implicit' | 'assignment' | 'explicit'
  /** `binary` leaves the bytes as they are. */
  method: 'binary' | 'function' | 'inout'
  /** The first major that has it, where not all have. */
  since?: number
}
