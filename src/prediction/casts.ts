import { builtins } from './builtins.gen.ts'
import type { Cast } from './builtins.ts'
import type { Model, UserType } from './model.ts'
import type { TypeRef } from './type.ts'

/** How values of one type become values of another: `binary` leaves the bytes as they are. */
export type Coercion = Cast['method'] | 'array'

const contexts: Record<Cast['context'], number> = { implicit: 0, assignment: 1, explicit: 2 }

const builtinsByName = new Map(Object.values(builtins.types).map(type => [type.name, type]))

/** What PostgreSQL brings under a name of `format_type()`. */
export function builtinType(name: string) {
  return builtinsByName.get(name)
}

/** The type of its own that a column has, domains and all; nothing for built-in ones and those that are not known. */
export function userType(model: Model, { name }: TypeRef): UserType | undefined {
  return model.types.get(name)
}

/** Whether a type is known, so that what is not said of it is not so. */
export function isKnownType(model: Model, type: TypeRef): boolean {
  return builtinsByName.has(type.name) || model.types.has(type.name) || model.relations.has(type.name)
}

/** What a domain is over, however many domains lie between; any other type is its own base. */
export function baseType(model: Model, type: TypeRef): TypeRef {
  const { kind, base } = userType(model, type) ?? {}
  return kind === 'domain' && base !== undefined && !type.isArray ? baseType(model, base) : type
}

/** Whether values of the type must be checked: it is a domain, or over one, with a NOT NULL or a CHECK. */
export function isConstrainedDomain(model: Model, type: TypeRef): boolean {
  const { kind, base, isNullable, checks } = userType(model, type) ?? {}
  if (kind !== 'domain' || type.isArray) return false
  return (
    isNullable === false ||
    (checks ?? []).length > 0 ||
    (base !== undefined && isConstrainedDomain(model, base))
  )
}

/** How `from` becomes `to` where it is not written out; nothing if it does not (`find_coercion_pathway()`). */
export function findCoercion(
  model: Model,
  from: TypeRef,
  to: TypeRef,
  context: Cast['context'],
): Coercion | undefined {
  const [source, target] = [baseType(model, from), baseType(model, to)]
  if (source.name === target.name && source.isArray === target.isArray) return 'binary'
  const cast = findCast(model, source, target)
  if (cast !== undefined) return contexts[cast.context] <= contexts[context] ? cast.method : undefined
  if (source.isArray && target.isArray && !/vector$/.test(target.name)) {
    const elements = findCoercion(model, element(source), element(target), context)
    if (elements !== undefined) return 'array'
  }
  if (context !== 'implicit' && categoryOf(model, target) === 'S') return 'inout'
  return context === 'explicit' && categoryOf(model, source) === 'S' ? 'inout' : undefined
}

export function element(type: TypeRef): TypeRef {
  return { ...type, isArray: false }
}

function findCast(model: Model, from: TypeRef, to: TypeRef): Cast | undefined {
  const key = `${nameOf(from)}>${nameOf(to)}`
  const cast = model.casts.get(key) ?? builtins.casts[key]
  return cast !== undefined && (cast.since ?? 0) <= model.major ? cast : undefined
}

function nameOf({ name, isArray }: TypeRef): string {
  return isArray ? `${name}[]` : name
}

const userCategories: Partial<Record<UserType['kind'], string>> = {
  enum: 'E',
  composite: 'C',
  range: 'R',
  multirange: 'R',
}

/** `pg_type.typcategory`. */
export function categoryOf(model: Model, type: TypeRef): string {
  if (type.isArray) return 'A'
  const builtin = builtinsByName.get(type.name)
  // The category for internal types is there since 15.
  if (builtin?.category === 'Z' && model.major < 15) return 'S'
  if (builtin !== undefined) return builtin.category
  const own = userType(model, type)
  return (own && userCategories[own.kind]) ?? 'U'
}

/** Types of a fixed length, whose values are never moved out of the row. */
export function isFixedLength({ name, isArray }: TypeRef): boolean {
  const fixed =
    /^(boolean|smallint|integer|bigint|real|double precision|date|time.*|interval|uuid|oid|reg.*|money|"char"|name|point|line|lseg|box|circle|macaddr8?|pg_lsn|xid8?|cid|tid)$/
  return !isArray && fixed.test(name)
}
