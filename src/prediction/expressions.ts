import { type Node, parseExpression } from '../sql/index.ts'
import { builtins } from './builtins.gen.ts'
import type { Model, Routine } from './model.ts'
import { findRoutines } from './names.ts'
import { readTypeName } from './type-ref.ts'

export type Volatility = 'immutable' | 'stable' | 'volatile'

const volatileBuiltins = new Set(builtins.volatile)
const stableBuiltins = new Set(builtins.stable)
const immutableBuiltins = new Set(builtins.immutable)

/** The names of the columns that an expression uses, each once, in order; `old.x` and `t.x` count as `x`. */
export function columnsOf(expression: Node | string): string[] {
  const columns = new Set<string>()
  visitExpression(expression, (kind, inner) => {
    if (kind !== 'ColumnRef') return
    const names = stringsOf(inner.fields)
    if (names.length > 0) columns.add(names.at(-1)!)
  })
  return [...columns]
}

/** The names of the functions that an expression calls, as they are written. */
export function functionsOf(expression: Node | string): string[][] {
  const functions: string[][] = []
  visitExpression(expression, (kind, inner) => {
    if (kind === 'FuncCall') functions.push(stringsOf(inner.funcname))
  })
  return functions
}

/** How far the result may differ from call to call; a function that nobody knows is volatile, as it is if nothing is said. */
export function volatilityOf(
  expression: Node | string,
  model: Model,
  assume: (clause: string) => void = () => {},
): Volatility {
  let found: Volatility = 'immutable'
  const raise = (to: Volatility) => {
    if (ranks[to] > ranks[found]) found = to
  }
  for (const names of functionsOf(expression)) raise(volatilityOfFunction(names, model, assume))
  visitExpression(expression, (kind, inner) => {
    if (kind === 'SQLValueFunction') raise('stable')
    if (kind === 'TypeCast') raise(readsSession(readTypeName(inner.typeName as never, model).name))
  })
  return found
}

/**
 * Whether the result surely differs from time to time. Of many functions, such as `to_tsvector` and `date`, one of a name is
 * immutable and another is not, so only those are told that are never immutable.
 */
export function isSurelyChanging(expression: Node | string, model: Model): boolean {
  let isFound = false
  visitExpression(expression, kind => {
    isFound ||= kind === 'SQLValueFunction'
  })
  return isFound || functionsOf(expression).some(names => isNeverImmutable(names, model))
}

function isNeverImmutable(names: string[], model: Model): boolean {
  const own = findRoutines(model, names)
  // A function in SQL is put in its place in the expression, and what it does counts there.
  if (own.length > 0) return own.every(it => it.volatility !== 'immutable' && it.language !== 'sql')
  const name = names.at(-1)!
  return volatileBuiltins.has(name) || /^(now|\w+_timestamp|current_\w+|to_char)$/.test(name)
}

const ranks: Record<Volatility, number> = { immutable: 0, stable: 1, volatile: 2 }

function volatilityOfFunction(names: string[], model: Model, assume: (clause: string) => void): Volatility {
  const name = names.at(-1)!
  const isQualified = names.length > 1 && names[0] !== 'pg_catalog'
  const own = findRoutines(model, names)
  if (own.length > 0) {
    return own.map(it => inlined(it, model)).reduce((a, b) => (ranks[a] > ranks[b] ? a : b))
  }
  if (!isQualified && volatileBuiltins.has(name)) return 'volatile'
  if (!isQualified && stableBuiltins.has(name)) return 'stable'
  if (!isQualified && immutableBuiltins.has(name)) return 'immutable'
  assume(`the function ${names.join('.')} is not known and taken as volatile`)
  return 'volatile'
}

/** A function in SQL that is one expression is put in its place, whatever it was declared (`inline_function()`). */
function inlined(routine: Routine, model: Model): Volatility {
  const { language, volatility, body = '', isSecurityDefiner, settings } = routine
  const [, expression] = /^\s*select\s+(.*?)[\s;]*$/is.exec(body) ?? []
  const isPlain = language === 'sql' && !isSecurityDefiner && settings.length === 0
  if (!isPlain || expression === undefined || /\b(from|where|select)\b/i.test(expression)) return volatility
  const own = volatilityOf(expression, model)
  return ranks[own] < ranks[volatility] ? own : volatility
}

/** Texts that are read in the session's time zone or style. */
function readsSession(type: string): Volatility {
  return /^timestamp with time zone|^time with time zone|^reg/.test(type) ? 'stable' : 'immutable'
}

type Inner = Record<string, unknown>

/** Visits every node of an expression by its name. */
export function visitExpression(
  expression: Node | string,
  visit: (kind: string, inner: Inner) => void,
): void {
  const tree = typeof expression === 'string' ? parseExpression(expression) : expression
  if (tree !== undefined) walkTree(tree, visit)
}

function walkTree(tree: unknown, visit: (kind: string, inner: Inner) => void): void {
  if (typeof tree !== 'object' || tree === null) return
  if (Array.isArray(tree)) {
    for (const it of tree) walkTree(it, visit)
    return
  }
  for (const name in tree) {
    const value = (tree as Inner)[name]
    // Names of nodes are capitalized, those of fields are not.
    if (name < 'a' && typeof value === 'object' && value !== null) visit(name, value as Inner)
    walkTree(value, visit)
  }
}

/** The strings of a list in a parse tree: a qualified name, a list of columns. */
export function stringsOf(nodes: unknown): string[] {
  return ((nodes ?? []) as Node[]).flatMap(node => ('String' in node ? [node.String.sval ?? ''] : []))
}
