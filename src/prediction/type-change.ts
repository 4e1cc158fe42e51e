import type { Node } from '../sql/index.ts'
import { baseType, findCoercion, isConstrainedDomain, userType } from './casts.ts'
import { stringsOf } from './expressions.ts'
import type { Model } from './model.ts'
import type { TypeRef } from './type.ts'
import { readTypeName } from './type-ref.ts'

/** What it takes to store a column in another type: nothing, or to write every row anew; or there is no way, or none that is written. */
export type TypeChange = 'as it is' | 'rewrite' | 'impossible' | 'no such cast'

/*
 * `ATPrepAlterColumnType()` and `ATColumnChangeRequiresRewrite()` in commands/tablecmds.c: the coercion to the new type is
 * planned, and what is left of it afterwards decides. A length coercion that lets every value pass is planned away by the
 * support function of the type (`varchar_support()`, `numeric_support()` and so on).
 */

/** A value on its way from the old column to the new one. */
interface Step {
  type: TypeRef
  /** Whether the length of the type is known to hold for the value, so that a longer one needs no look. */
  hasLength: boolean
  isAsItIs: boolean
}

/** What it takes to store a column of one type in another, without USING. */
export function compareTypes(model: Model, from: TypeRef, to: TypeRef): TypeChange {
  return judge(coerce(model, { type: from, hasLength: true, isAsItIs: true }, to, 'assignment'))
}

/** The same with `USING`; an expression that is more than casts of the column is taken to fit. */
export function compareTypesUsing(
  model: Model,
  column: { name: string; type: TypeRef },
  to: TypeRef,
  using: Node,
): TypeChange {
  const reached = follow(model, column, using)
  if (reached === 'other') return 'rewrite'
  return reached === undefined ? 'no such cast' : judge(coerce(model, reached, to, 'assignment'))
}

function judge(step: Step | undefined): TypeChange {
  if (step === undefined) return 'impossible'
  return step.isAsItIs ? 'as it is' : 'rewrite'
}

/** The value of an expression that does nothing but cast the column. */
function follow(
  model: Model,
  column: { name: string; type: TypeRef },
  node: Node,
): Step | 'other' | undefined {
  if ('ColumnRef' in node) {
    const isColumn = stringsOf(node.ColumnRef.fields).at(-1) === column.name
    return isColumn ? { type: column.type, hasLength: true, isAsItIs: true } : 'other'
  }
  if (!('TypeCast' in node) || node.TypeCast.arg === undefined) return 'other'
  const inner = follow(model, column, node.TypeCast.arg)
  if (inner === 'other' || inner === undefined) return inner
  return coerce(model, inner, readTypeName(node.TypeCast.typeName!, model), 'explicit')
}

function coerce(model: Model, from: Step, to: TypeRef, context: 'assignment' | 'explicit'): Step | undefined {
  const isSame = from.type.name === to.name && from.type.isArray === to.isArray
  const coercion = isSame ? 'binary' : findCoercion(model, from.type, to, context)
  if (coercion === undefined) return undefined
  const keepsBytes =
    coercion === 'binary' || (coercion === 'function' && isShiftByNothing(model, from.type, to))
  const isDomain = userType(model, to)?.kind === 'domain' && !to.isArray
  const target = baseType(model, to)
  const isSameBase = from.type.name === target.name && from.type.isArray === target.isArray
  const length = isSameBase && from.hasLength ? from.type.modifiers : []
  const isLengthKept = (isSame && isDomain) || hasSameLength(length, target) || letsAllPass(target, length)
  const isChecked = !isSame && isConstrainedDomain(model, to)
  return {
    type: to,
    hasLength: !isDomain,
    isAsItIs: from.isAsItIs && keepsBytes && isLengthKept && !isChecked,
  }
}

/** Where the session's zone is UTC, a moment and a time of the clock are the same number. */
function isShiftByNothing(model: Model, from: TypeRef, to: TypeRef): boolean {
  const zone = model.settings.get('timezone') ?? ''
  if (
    !/^(utc|uct|gmt|zulu|universal|greenwich|gmt[+-]?0|etc\/.*(utc|uct|gmt[+-]?0?|zulu|universal|greenwich))$/i.test(
      zone,
    )
  )
    return false
  const kinds = [baseType(model, from), baseType(model, to)]
  return kinds.every(({ name, isArray }) => name.startsWith('timestamp ') && !isArray)
}

function hasSameLength(from: TypeRef['modifiers'], to: TypeRef): boolean {
  return to.modifiers.length === 0 || from.join() === to.modifiers.join()
}

/** Whether every value of the old length fits the new one, as far as the server notices without looking at the rows. */
function letsAllPass({ name, isArray, modifiers }: TypeRef, from: TypeRef['modifiers']): boolean {
  if (isArray) return false
  if (name === 'interval') return intervalLetsAllPass(from, modifiers)
  const [[old, oldScale], [wanted, scale]] = [from as number[], modifiers as number[]]
  if (/^time/.test(name)) return wanted! >= mostSubsecondDigits || (old !== undefined && wanted! >= old)
  if (old === undefined) return false
  if (name === 'character varying' || name === 'bit varying') return wanted! >= old
  return name === 'numeric' && wanted! >= old && scale === oldScale
}

const mostSubsecondDigits = 6

/** The least field that each restriction leaves, counted from seconds (`intervaltypmodleastfield()`). */
const leastFields: Record<string, number> = { year: 5, month: 4, day: 3, hour: 2, minute: 1, second: 0 }

function intervalLetsAllPass(from: TypeRef['modifiers'], to: TypeRef['modifiers']): boolean {
  const [old, wanted] = [readInterval(from), readInterval(to)]
  return (
    wanted.least <= old.least &&
    (old.least > 0 || wanted.digits >= mostSubsecondDigits || wanted.digits >= old.digits)
  )
}

function readInterval(modifiers: TypeRef['modifiers']) {
  const fields = modifiers.find(it => typeof it === 'string')
  const digits = modifiers.find(it => typeof it === 'number')
  const last = fields?.split(' to ').at(-1) ?? 'second'
  return { least: leastFields[last] ?? 0, digits: digits ?? Number.POSITIVE_INFINITY }
}
