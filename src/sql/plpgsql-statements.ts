import type { BodyPlace, PlpgsqlBranch, PlpgsqlStatement } from './plpgsql.ts'

/** A node as PL/pgSQL's parser gives it; `libpg-query` has no types for them. */
// biome-ignore lint/suspicious/noExplicitAny: the shapes are those of `plpgsql.h`, read field by field below
export type RawNode = Record<string, any>

interface Reader {
  datums: readonly RawNode[]
  place: BodyPlace
  /** How far statements have been found; each begins after the one before it. */
  position: number
}

/** Reads statements as `PLpgSQL_stmt_…` nodes have them (the server's `plpgsql.h`). */
export function readPlpgsqlStatements(
  nodes: readonly RawNode[],
  datums: readonly RawNode[],
  place: BodyPlace,
): PlpgsqlStatement[] {
  return readList(nodes, { datums, place, position: 0 })
}

function readList(nodes: readonly RawNode[] | undefined, reader: Reader): PlpgsqlStatement[] {
  return (nodes ?? []).flatMap(node => {
    const [[kind = '', inner] = ['', {}]] = Object.entries(node)
    // What PL/pgSQL adds has no line: a RETURN at the end, and a block around a block with exceptions.
    if (inner.lineno === undefined) return readList(inner.body, reader)
    const word = kind.replace('PLpgSQL_stmt_', '')
    const read = readers[word]
    if (read === undefined) throw new Error(`unknown PL/pgSQL statement ${kind}`)
    const start = findStart(inner, word, reader)
    return [{ start, ...read(inner, reader) } as PlpgsqlStatement]
  })
}

/** A line has several statements now and then, so the word that the statement begins with is looked for. */
function findStart(inner: RawNode, word: string, reader: Reader): number {
  const { text, lineStart } = reader.place
  const from = Math.max(lineStart(inner.lineno), reader.position)
  const first = wordPattern(word) ?? firstWordsOf(textOf(inner.sqlstmt) ?? textOf(inner.expr) ?? '')
  const pattern = new RegExp(`(?<![\\w$])(?:${first})`, 'gi')
  pattern.lastIndex = from
  const start = pattern.exec(text)?.index ?? from
  reader.position = start + 1
  return start
}

/** Up to the gap that an INTO leaves, which is not in the query any more. */
function firstWordsOf(query: string): string {
  return /^\S*( \S+)*/.exec(query)![0].replace(/[^\w\s]/g, '\\$&')
}

function wordPattern(kind: string): string | undefined {
  return firstWords[kind] && `(?:${firstWords[kind]})\\b`
}

/** Of those that do not begin with their expression. */
const firstWords: Record<string, string> = {
  block: 'begin',
  if: 'if',
  case: 'case',
  loop: 'loop',
  while: 'while',
  fori: 'for',
  fors: 'for',
  dynfors: 'for',
  forc: 'for',
  foreach_a: 'foreach',
  perform: 'perform',
  dynexecute: 'execute',
  return: 'return',
  return_next: 'return',
  return_query: 'return',
  raise: 'raise',
  exit: 'exit|continue',
  open: 'open',
  fetch: 'fetch|move',
  close: 'close',
  assert: 'assert',
  getdiag: 'get',
  commit: 'commit',
  rollback: 'rollback',
}

const readers: Record<string, (inner: RawNode, reader: Reader) => Omit<PlpgsqlStatement, 'start'>> = {
  block: ({ body, exceptions }, reader) => ({
    kind: 'block',
    body: readList(body, reader),
    handlers: (exceptions?.PLpgSQL_exception_block?.exc_list ?? []).map(
      ({ PLpgSQL_exception: { conditions, action } }: RawNode) => ({
        conditions: conditions.map(({ PLpgSQL_condition: { condname } }: RawNode) => condname.toLowerCase()),
        body: readList(action, reader),
      }),
    ),
  }),
  if: ({ cond, then_body, elsif_list = [], else_body }, reader) => ({
    kind: 'if',
    branches: [
      { condition: textOf(cond), body: readList(then_body, reader) },
      ...elsif_list.map(({ PLpgSQL_if_elsif: it }: RawNode) => readBranch(it.cond, it.stmts, reader)),
    ],
    otherwise: readList(else_body, reader),
  }),
  case: ({ t_expr, case_when_list = [], have_else, else_stmts }, reader) => ({
    kind: 'case',
    operand: textOf(t_expr),
    branches: case_when_list.map(({ PLpgSQL_case_when: it }: RawNode) =>
      readBranch(it.expr, it.stmts, reader),
    ),
    otherwise: have_else ? readList(else_stmts, reader) : undefined,
  }),
  loop: ({ body }, reader) => readLoop('ever', [], [], body, reader),
  while: ({ cond, body }, reader) => readLoop('while', [], [cond], body, reader),
  fori: ({ var: variable, lower, upper, step, body }, reader) =>
    readLoop('integers', namesOf(variable), [lower, upper, step], body, reader),
  fors: ({ var: variable, query, body }, reader) =>
    readLoop('query', namesOf(variable), [query], body, reader),
  dynfors: ({ var: variable, query, params = [], body }, reader) =>
    readLoop('dynamic query', namesOf(variable), [query, ...params], body, reader),
  forc: ({ var: variable, curvar, argquery, body }, reader) => {
    const loop = readLoop('cursor', namesOf(variable), [argquery], body, reader)
    return { ...loop, source: [...variableAt(curvar, reader), ...loop.source] }
  },
  foreach_a: ({ varno, expr, body }, reader) =>
    readLoop('array', variableAt(varno, reader), [expr], body, reader),
  execsql: ({ sqlstmt, target }) => ({ kind: 'sql', query: textOf(sqlstmt), into: namesOf(target) }),
  perform: ({ expr }) => ({ kind: 'perform', query: textOf(expr) }),
  call: ({ expr }) => ({ kind: 'call', query: textOf(expr) }),
  dynexecute: ({ query, target, params }) => ({
    kind: 'execute',
    expression: textOf(query),
    into: namesOf(target),
    using: textsOf(params),
  }),
  assign: ({ expr }) => {
    const text = textOf(expr) ?? ''
    const [sign = '', at = 0] = [/:?=/.exec(text)?.[0], /:?=/.exec(text)?.index]
    return {
      kind: 'assign',
      variable: text.slice(0, at).trim(),
      expression: text.slice(at + sign.length).trim(),
    }
  },
  return: ({ expr }) => ({ kind: 'return', expression: textOf(expr), isNext: false }),
  return_next: ({ expr }) => ({ kind: 'return', expression: textOf(expr), isNext: true }),
  return_query: ({ query, dynquery, params }) => ({
    kind: 'return query',
    query: textOf(query),
    expression: textOf(dynquery),
    using: textsOf(params),
  }),
  raise: ({ elog_level, condname, message, params, options = [] }) => ({
    kind: 'raise',
    level: levels[elog_level] ?? 'debug',
    condition: condname,
    message,
    parameters: textsOf(params),
    options: options.map(({ PLpgSQL_raise_option: { opt_type, expr } }: RawNode) => ({
      name: opt_type,
      expression: textOf(expr),
    })),
  }),
  exit: ({ is_exit, cond }) => ({ kind: is_exit ? 'exit' : 'continue', condition: textOf(cond) }),
  open: ({ curvar, query, dynquery, params }, reader) => ({
    kind: 'open',
    cursor: variableAt(curvar, reader)[0] ?? '',
    query: textOf(query),
    expression: textOf(dynquery),
    using: textsOf(params),
  }),
  fetch: ({ curvar, target }, reader) => ({
    kind: 'fetch',
    cursor: variableAt(curvar, reader)[0] ?? '',
    into: namesOf(target),
  }),
  close: ({ curvar }, reader) => ({ kind: 'close', cursor: variableAt(curvar, reader)[0] ?? '', into: [] }),
  assert: ({ cond }) => ({ kind: 'assert', condition: textOf(cond) }),
  getdiag: ({ diag_items = [] }, reader) => ({
    kind: 'get diagnostics',
    into: diag_items.flatMap(({ PLpgSQL_diag_item: it }: RawNode) => variableAt(it.target, reader)),
  }),
  commit: () => ({ kind: 'commit', into: [] }),
  rollback: () => ({ kind: 'rollback', into: [] }),
}

/** The levels of `elog.h`. */
const levels: Record<number, string> = {
  15: 'log',
  17: 'info',
  18: 'notice',
  19: 'warning',
  21: 'exception',
}

type Loop = Extract<PlpgsqlStatement, { kind: 'loop' }>

function readLoop(
  over: Loop['over'],
  variables: string[],
  source: readonly (RawNode | undefined)[],
  body: RawNode[] | undefined,
  reader: Reader,
): Omit<Loop, 'start'> {
  return { kind: 'loop', over, variables, source: textsOf(source), body: readList(body, reader) }
}

function readBranch(condition: RawNode, body: RawNode[] | undefined, reader: Reader): PlpgsqlBranch {
  return { condition: textOf(condition) ?? '', body: readList(body, reader) }
}

function textOf(expression: RawNode | undefined): string | undefined {
  return expression?.PLpgSQL_expr?.query
}

function textsOf(expressions: readonly (RawNode | undefined)[] = []): string[] {
  return expressions.flatMap(expression => textOf(expression) ?? [])
}

/** The variables that a target stands for: one record, or a list. */
function namesOf(target: RawNode | undefined): string[] {
  const { refname, fields } = target?.PLpgSQL_rec ?? target?.PLpgSQL_row ?? target?.PLpgSQL_var ?? {}
  if (fields !== undefined) return fields.map(({ name }: RawNode) => name)
  return refname === undefined ? [] : [refname]
}

/** Zero is left out by the parser. */
function variableAt(number: number | undefined, { datums }: Reader): string[] {
  return namesOf(datums[number ?? 0])
}
