import { baseType, findCoercion } from './casts.ts'
import type { Model } from './model.ts'
import type { TypeRef } from './type.ts'

/** Types of one B-tree family, whose values are compared without a cast (`pg_amop`). */
const families = [
  ['smallint', 'integer', 'bigint'],
  ['real', 'double precision'],
  ['date', 'timestamp without time zone', 'timestamp with time zone'],
  ['text', 'name'],
]

/** Types that an index treats as another. */
const treatedAs: Record<string, string> = { 'character varying': 'text', cidr: 'inet' }

/**
 * How a foreign key compares its column with the one it points to, as a name of the operator; nothing where it cannot
 * (`ATAddForeignKeyConstraint()` in commands/tablecmds.c).
 */
export function findKeyOperator(
  model: Model,
  from: TypeRef | undefined,
  to: TypeRef | undefined,
): string | undefined {
  if (from === undefined || to === undefined) return '?'
  const [source, target] = [baseType(model, from), baseType(model, to)]
  const indexed = { ...target, name: treatedAs[target.name] ?? target.name }
  if (source.name === indexed.name && source.isArray === indexed.isArray) return describe(indexed, indexed)
  const isFamily = families.some(family => family.includes(source.name) && family.includes(indexed.name))
  if (isFamily && !source.isArray && !indexed.isArray) return describe(indexed, source)
  return findCoercion(model, source, indexed, 'implicit') === undefined
    ? undefined
    : describe(indexed, indexed)
}

function describe(...types: TypeRef[]): string {
  return types.map(({ name, isArray }) => (isArray ? `${name}[]` : name)).join(' = ')
}
