import { type Node, type SelectStmt, stringsOf } from '../sql/index.ts'
import { callFunction } from './value-functions.ts'
import { compareValues, matchesPattern, type Value } from './value-words.ts'

export { formatValue, type Value } from './value-words.ts'

/** What names in an expression stand for, and how a query in it is answered. */
export interface Scope {
  /** The value of a variable or column; undefined where it is not known. */
  lookUp(names: readonly string[]): Value | undefined
  /** What a query gives; undefined where nothing of it is known. */
  query(select: SelectStmt, outer: Scope): Answer | undefined
  /** The value of a function that needs more than its arguments, such as `to_regclass`. */
  call(name: string, args: Value[]): Value | undefined
}

/** The values of a row's columns by name. */
export type Row = Map<string, Value | undefined>

export interface Answer {
  rows: Row[]
  /** Whether there are no more rows than these. */
  isComplete: boolean
}

/** Computes what an expression gives without a server; undefined where nobody can know before it runs. */
export function evaluate(node: Node | undefined, scope: Scope): Value | undefined {
  if (node === undefined) return undefined
  const [kind = '', inner] = Object.entries(node)[0] ?? []
  return evaluators[kind]?.(inner as never, scope)
}

type Inner<Name extends string> =
  Extract<Node, Record<Name, unknown>> extends Record<Name, infer It> ? It : never
type Evaluators = {
  [Name in
    | 'A_Const'
    | 'ColumnRef'
    | 'TypeCast'
    | 'A_ArrayExpr'
    | 'BoolExpr'
    | 'NullTest'
    | 'BooleanTest'
    | 'CoalesceExpr'
    | 'CaseExpr'
    | 'FuncCall'
    | 'A_Expr'
    | 'SubLink'
    | 'SQLValueFunction']: (inner: Inner<Name>, scope: Scope) => Value | undefined
}

const known: Evaluators = {
  A_Const: ({ isnull, ival, fval, sval, boolval }) => {
    if (isnull) return null
    if (ival !== undefined) return ival.ival ?? 0
    if (boolval !== undefined) return boolval.boolval ?? false
    return fval === undefined ? sval?.sval : Number(fval.fval)
  },
  ColumnRef: ({ fields }, scope) => scope.lookUp(stringsOf(fields)),
  TypeCast: ({ arg, typeName }, scope) => {
    const value = evaluate(arg, scope)
    const type = stringsOf(typeName?.names).at(-1) ?? ''
    if (/^reg/.test(type) && typeof value === 'string') return scope.call(type, [value])
    if (type === 'bool' && typeof value === 'string') return /^(t|true|on|yes|1)$/i.test(value)
    if (typeName?.arrayBounds !== undefined && typeof value === 'string') return readArray(value)
    return value
  },
  A_ArrayExpr: ({ elements = [] }, scope) => all(elements.map(element => evaluate(element, scope))),
  BoolExpr: ({ boolop, args = [] }, scope) => {
    const values = args.map(arg => evaluate(arg, scope))
    if (boolop === 'NOT_EXPR') return typeof values[0] === 'boolean' ? !values[0] : values[0]
    const decisive = boolop === 'OR_EXPR'
    if (values.includes(decisive)) return decisive
    return values.includes(undefined) ? undefined : values.includes(null) ? null : !decisive
  },
  NullTest: ({ arg, nulltesttype }, scope) => {
    const value = evaluate(arg, scope)
    return value === undefined ? undefined : (value === null) === (nulltesttype === 'IS_NULL')
  },
  BooleanTest: ({ arg, booltesttype = '' }, scope) => {
    const value = evaluate(arg, scope)
    if (value === undefined) return undefined
    const expected = /TRUE/.test(booltesttype) ? true : /FALSE/.test(booltesttype) ? false : null
    return (value === expected) !== /NOT/.test(booltesttype)
  },
  CoalesceExpr: ({ args = [] }, scope) => {
    for (const arg of args) {
      const value = evaluate(arg, scope)
      if (value !== null) return value
    }
    return null
  },
  CaseExpr: ({ arg, args = [], defresult }, scope) => {
    for (const branch of args) {
      if (!('CaseWhen' in branch)) return undefined
      const { expr, result } = branch.CaseWhen
      const test = evaluate(expr, scope)
      const holds = arg === undefined ? test : compareValues('=', evaluate(arg, scope), test)
      if (holds === undefined) return undefined
      if (holds === true) return evaluate(result, scope)
    }
    return defresult === undefined ? null : evaluate(defresult, scope)
  },
  FuncCall: ({ funcname, args = [] }, scope) => {
    const name = stringsOf(funcname).at(-1) ?? ''
    const values = all(args.map(arg => evaluate(arg, scope)))
    return values === undefined ? undefined : (callFunction(name, values) ?? scope.call(name, values))
  },
  A_Expr: ({ kind, name, lexpr, rexpr }, scope) => {
    const operator = stringsOf(name).at(-1) ?? ''
    const left = evaluate(lexpr, scope)
    if (kind === 'AEXPR_IN') return isAmong(left, listOf(rexpr, scope), operator)
    const right = evaluate(rexpr, scope)
    if (kind === 'AEXPR_OP_ANY') return isAmong(left, Array.isArray(right) ? right : undefined, operator)
    if (kind === 'AEXPR_LIKE' || kind === 'AEXPR_ILIKE') return matchesPattern(operator, left, right)
    if (kind === 'AEXPR_NOT_DISTINCT' || kind === 'AEXPR_DISTINCT') {
      if (left === undefined || right === undefined) return undefined
      return (String(left) === String(right)) === (kind === 'AEXPR_NOT_DISTINCT')
    }
    return kind === 'AEXPR_OP' ? compareValues(operator, left, right) : undefined
  },
  SubLink: ({ subLinkType, subselect, testexpr }, scope) => {
    if (subselect === undefined || !('SelectStmt' in subselect)) return undefined
    const answer = scope.query(subselect.SelectStmt, scope)
    if (answer === undefined) return undefined
    const values = answer.rows.map(row => [...row.values()][0])
    if (subLinkType === 'EXISTS_SUBLINK') return values.length > 0 || (answer.isComplete ? false : undefined)
    if (!answer.isComplete) return undefined
    if (subLinkType === 'EXPR_SUBLINK') return values.length === 0 ? null : values[0]
    if (subLinkType === 'ARRAY_SUBLINK') return all(values)
    return subLinkType === 'ANY_SUBLINK' ? isAmong(evaluate(testexpr, scope), all(values), '=') : undefined
  },
  SQLValueFunction: ({ op }, scope) =>
    op === 'SVFOP_CURRENT_SCHEMA' ? scope.call('current_schema', []) : undefined,
}

const evaluators = known as unknown as Record<string, (inner: never, scope: Scope) => Value | undefined>

function listOf(node: Node | undefined, scope: Scope): Value[] | undefined {
  if (node === undefined || !('List' in node)) return undefined
  return all((node.List.items ?? []).map(item => evaluate(item, scope)))
}

function isAmong(left: Value | undefined, list: Value[] | undefined, operator: string): Value | undefined {
  if (left === undefined || list === undefined) return undefined
  const isNegated = operator === '<>'
  return list.some(it => compareValues('=', left, it) === true) !== isNegated
}

/** The values, where every one of them is known. */
function all(values: readonly (Value | undefined)[]): Value[] | undefined {
  return values.includes(undefined) ? undefined : (values as Value[])
}

/** `{a,"b c"}`, as an array is written in a string. */
function readArray(text: string): Value[] {
  return [...text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/g)].map(
    ([, quoted, plain]) => quoted?.replace(/\\(.)/g, '$1') ?? plain!.trim(),
  )
}
