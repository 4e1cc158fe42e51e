import type { PlpgsqlBlock, PlpgsqlBody, PlpgsqlStatement } from '../sql/index.ts'
import { catches, sqlstateOf } from './error-conditions.ts'
import type { Frame } from './frame.ts'
import { compute, leaveDynamic, playDynamic, playQuery, playRows, set } from './plpgsql-queries.ts'
import type { Row, Value } from './value.ts'

/** How a statement leaves: on to the next one, out of the loop or its round, out of the body. */
type Way = 'next' | 'exit' | 'continue' | 'return'

type Of<Kind extends PlpgsqlStatement['kind']> = Extract<PlpgsqlStatement, { kind: Kind }>

/** Rounds of a loop that are followed one by one; of a longer one, one round is played. */
const mostRounds = 200

/** Plays the body of a function, procedure or DO block, as far as it can be known before it runs. */
export function playPlpgsql({ variables, block }: PlpgsqlBody, frame: Frame): void {
  for (const { name, initial, isArgument } of variables) {
    if (!isArgument) set(frame, name, initial === undefined ? null : compute(initial, frame))
  }
  playBlock(block, frame)
}

function playList(statements: readonly PlpgsqlStatement[], frame: Frame): Way {
  for (const statement of statements) {
    const way = playStatement(statement, frame)
    if (way !== 'next') return way
  }
  return 'next'
}

function playStatement(statement: PlpgsqlStatement, frame: Frame): Way {
  switch (statement.kind) {
    case 'block':
      return playBlock(statement, frame)
    case 'if':
      return playBranches(statement.branches, statement.otherwise, frame)
    case 'case':
      return playCase(statement, frame)
    case 'loop':
      return playLoop(statement, frame)
    case 'exit':
    case 'continue': {
      const holds = statement.condition === undefined || compute(statement.condition, frame)
      return holds === true ? statement.kind : 'next'
    }
    case 'return':
      if (statement.expression !== undefined) compute(statement.expression, frame)
      return statement.isNext ? 'next' : 'return'
    default:
      playSimple(statement, frame)
      return 'next'
  }
}

function playSimple(statement: PlpgsqlStatement, frame: Frame): void {
  switch (statement.kind) {
    case 'sql':
      playQuery(statement.query, frame, statement.into)
      if (statement.into.length === 0) refuseResult(statement.query, frame)
      break
    case 'perform':
    case 'call':
      playQuery(statement.query, frame)
      break
    case 'execute':
      playDynamic(statement.expression, frame, statement.into)
      break
    case 'return query':
    case 'open':
      if (statement.query !== undefined) playQuery(statement.query, frame)
      else if (statement.expression !== undefined) playDynamic(statement.expression, frame)
      break
    case 'assign':
      set(frame, statement.variable, compute(statement.expression, frame))
      break
    case 'raise':
      raise(statement, frame)
      break
    case 'assert':
      if (compute(statement.condition, frame) === false) frame.recorder.fail('P0004', 'assertion failed')
      break
    case 'commit':
    case 'rollback':
      frame.recorder.endTransaction()
      break
    case 'fetch':
    case 'get diagnostics':
      for (const name of statement.into) set(frame, name, undefined)
  }
}

/** Rows must go somewhere; whether there is a way for them is noticed when the statement has run. */
function refuseResult(query: string, { recorder }: Frame): void {
  if (/^\s*\(?(select|with\s.*\sselect|values|table|show|explain)\b/is.test(query)) {
    recorder.fail('42601', 'query has no destination for result data')
  }
}

function playBlock({ body, handlers }: PlpgsqlBlock, frame: Frame): Way {
  if (handlers.length === 0) return playList(body, frame)
  let way: Way = 'next'
  const failure = frame.recorder.attempt(() => {
    way = playList(body, frame)
  })
  if (failure === undefined) return way
  const handler = handlers.find(({ conditions }) => conditions.some(it => catches(it, failure.sqlstate)))
  if (handler === undefined) throw failure
  set(frame, 'sqlstate', failure.sqlstate)
  set(frame, 'sqlerrm', undefined)
  return playList(handler.body, frame)
}

/** Where a condition cannot be known, every branch that is left may be taken. */
function playBranches(
  branches: Of<'if'>['branches'],
  otherwise: readonly PlpgsqlStatement[],
  frame: Frame,
): Way {
  for (const [i, { condition, body }] of branches.entries()) {
    const holds = compute(condition, frame)
    if (holds === true) return playList(body, frame)
    if (holds === undefined) {
      frame.recorder.assume(`whether ${condition.replace(/\s+/g, ' ')} is not known`)
      const ways = [...branches.slice(i).map(branch => branch.body), otherwise]
      // The model is left as the first way leaves it; another one in which nothing happens needs no playing.
      const eventful = ways.filter((way, n) => n === 0 || way.length > 0)
      frame.recorder.playWays(eventful.map(way => () => playPossible(way, frame)))
      return 'next'
    }
  }
  return playList(otherwise, frame)
}

/** What may happen is known to no variable afterwards. */
function playPossible(statements: readonly PlpgsqlStatement[], frame: Frame): void {
  const before = new Map(frame.variables)
  playList(statements, frame)
  for (const [name, value] of frame.variables) {
    if (before.get(name) !== value) frame.variables.set(name, undefined)
  }
}

function playCase({ operand, branches, otherwise = [] }: Of<'case'>, frame: Frame): Way {
  if (operand !== undefined) {
    const [, variable = ''] = /^("__Case__Variable_\d+__")/.exec(branches[0]?.condition ?? '') ?? []
    set(frame, variable, compute(operand, frame))
  }
  return playBranches(branches, otherwise, frame)
}

function playLoop({ over, variables, source, body }: Of<'loop'>, frame: Frame): Way {
  const rounds = readRounds(over, variables, source, frame)
  if (rounds === undefined) {
    for (const name of variables) set(frame, name, undefined)
    const way = playList(body, frame)
    return way === 'return' ? way : 'next'
  }
  for (const round of rounds) {
    for (const [name, value] of round) set(frame, name, value)
    const way = playList(body, frame)
    if (way === 'exit') break
    if (way === 'return') return way
  }
  return 'next'
}

type Round = [variable: string, value: Value | Row | undefined][]

/** What the variables of a loop are in each of its rounds; undefined where that is not known. */
function readRounds(
  over: Of<'loop'>['over'],
  [variable = '', ...more]: string[],
  [source = '', second = '']: readonly string[],
  frame: Frame,
): Round[] | undefined {
  if (over === 'integers') {
    const [first, last] = [compute(source, frame), compute(second, frame)]
    if (typeof first !== 'number' || typeof last !== 'number' || last - first >= mostRounds) return undefined
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => [[variable, first + i]])
  }
  if (over === 'array') {
    const items = compute(source, frame)
    return Array.isArray(items) && items.length <= mostRounds
      ? items.map((item): Round => [[variable, item]])
      : undefined
  }
  if (over === 'while') return compute(source, frame) === false ? [] : undefined
  const query = over === 'query' ? source : over === 'dynamic query' ? compute(source, frame) : undefined
  if (typeof query !== 'string') {
    if (over === 'dynamic query') leaveDynamic(source, frame)
    return undefined
  }
  const rows = playRows(query, frame)
  if (rows === undefined || rows.length > mostRounds) return undefined
  return rows.map((row): Round => {
    if (more.length === 0 && row.size !== 1) return [[variable, row]]
    const values = [...row.values()]
    // A record has its one column under its name, a variable is the value.
    return more.length === 0 ? [[variable, row]] : [variable, ...more].map((name, i) => [name, values[i]])
  })
}

/** A bare RAISE in a handler fails with what it has caught. */
function raise({ level, condition, message, options }: Of<'raise'>, frame: Frame): void {
  if (level !== 'exception') return
  const code = options.find(({ name }) => name === 'ERRCODE')
  const given = code === undefined ? condition : compute(code.expression, frame)
  const isAgain = condition === undefined && message === undefined && options.length === 0
  const state = isAgain ? frame.variables.get('sqlstate') : (given ?? 'P0001')
  frame.recorder.fail(sqlstateOf(String(state ?? 'P0001')), message ?? condition ?? 'raised')
}
