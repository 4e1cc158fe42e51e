/** A PL/pgSQL body: the source of a function, procedure or DO block. */
export interface PlpgsqlBody {
  /** Arguments first, then what is declared and what loops declare; PL/pgSQL's own, such as `found`, are not among them. */
  variables: PlpgsqlVariable[]
  block: PlpgsqlBlock & { start: number }
}

export interface PlpgsqlVariable {
  name: string
  /** As it is written; `record` for a row of any sort, nothing for an integer that a FOR declares. */
  type?: string
  isArgument: boolean
  isConstant: boolean
  /** The expression that it begins with. */
  initial?: string
  /** Of a cursor: its query. */
  query?: string
  /** Offset into the text of the CREATE or DO statement, in UTF-16 units: where its line begins. */
  start: number
}

/** Every statement says where it begins in the text of the CREATE or DO statement, in UTF-16 units. */
export type PlpgsqlStatement = { start: number } & (
  | PlpgsqlBlock
  | { kind: 'if'; branches: PlpgsqlBranch[]; otherwise: PlpgsqlStatement[] }
  /** A branch's condition is `"__Case__Variable_1__" IN (…)` where the CASE has an operand. */
  | { kind: 'case'; operand?: string; branches: PlpgsqlBranch[]; otherwise?: PlpgsqlStatement[] }
  | {
      kind: 'loop'
      /** `array` is FOREACH; a cursor is named by its variable in `source`. */
      over: 'ever' | 'while' | 'integers' | 'query' | 'dynamic query' | 'cursor' | 'array'
      variables: string[]
      /** The condition, the query, the array; of integers the first and the last, and the step. */
      source: string[]
      body: PlpgsqlStatement[]
    }
  /** Any SQL statement, without its INTO. */
  | { kind: 'sql'; query: string; into: string[] }
  /** A PERFORM, as the SELECT that it is. */
  | { kind: 'perform'; query: string }
  | { kind: 'call'; query: string }
  | { kind: 'execute'; expression: string; into: string[]; using: string[] }
  | { kind: 'assign'; variable: string; expression: string }
  | { kind: 'return'; expression?: string; isNext: boolean }
  | { kind: 'return query'; query?: string; expression?: string; using: string[] }
  | {
      kind: 'raise'
      level: 'exception' | 'warning' | 'notice' | 'info' | 'log' | 'debug'
      /** A condition's name or SQLSTATE. */
      condition?: string
      message?: string
      parameters: string[]
      options: { name: string; expression: string }[]
    }
  | { kind: 'exit' | 'continue'; condition?: string }
  | { kind: 'open'; cursor: string; query?: string; expression?: string; using: string[] }
  | { kind: 'fetch' | 'close'; cursor: string; into: string[] }
  | { kind: 'assert'; condition: string }
  | { kind: 'get diagnostics' | 'commit' | 'rollback'; into: string[] }
)

export interface PlpgsqlBlock {
  kind: 'block'
  body: PlpgsqlStatement[]
  /** `conditions` are names of errors in small letters, such as `duplicate_object`, SQLSTATEs, or `others`. */
  handlers: { conditions: string[]; body: PlpgsqlStatement[] }[]
}

export interface PlpgsqlBranch {
  condition: string
  body: PlpgsqlStatement[]
}

/** A statement and all statements inside it, in the order of the text. */
export function listPlpgsqlStatements(statement: PlpgsqlStatement): PlpgsqlStatement[] {
  return [statement, ...listBodies(statement).flat().flatMap(listPlpgsqlStatements)]
}

function listBodies(statement: PlpgsqlStatement): PlpgsqlStatement[][] {
  const { kind } = statement
  if (kind === 'block') return [statement.body, ...statement.handlers.map(({ body }) => body)]
  if (kind === 'loop') return [statement.body]
  if (kind !== 'if' && kind !== 'case') return []
  return [...statement.branches.map(({ body }) => body), statement.otherwise ?? []]
}

/** Turns a line of the body into the offset at which it begins in the whole text. */
export interface BodyPlace {
  text: string
  lineStart(line: number): number
}
