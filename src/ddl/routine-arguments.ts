import type { CatalogObject } from '../catalog/index.ts'
import { quoteIdentifier, splitExpressions } from '../sql/index.ts'
import { withoutArguments } from './routine-name.ts'
import { expression, flag, list, text, words } from './values.ts'

interface Argument {
  name: string
  type: string
  /** As `pg_proc.proargmodes` has it: `i`, `o`, `b`, `v` or `t`. */
  mode: string
}

const modes: Record<string, string> = { o: 'OUT', b: 'INOUT', v: 'VARIADIC' }

/** The arguments of a routine as CREATE has them between its parentheses; without defaults as ALTER and DROP do. */
export function describeArguments(object: CatalogObject, isName = false): string {
  const listed = readArguments(object).filter(({ mode }) => mode !== 't')
  const defaults = isName ? [] : defaultsOf(object)
  const inputs = listed.filter(({ mode }) => mode !== 'o')
  const first = inputs.length - defaults.length
  return listed
    .map(argument => {
      const value = defaults[inputs.indexOf(argument) - first]
      return words(
        modes[argument.mode] ?? (isName && 'IN'),
        argument.name,
        argument.type,
        value !== undefined && `DEFAULT ${value}`,
      )
    })
    .join(', ')
}

export function describeResult(object: CatalogObject): string {
  const columns = readArguments(object).filter(({ mode }) => mode === 't')
  if (columns.length > 0) return `TABLE(${columns.map(({ name, type }) => words(name, type)).join(', ')})`
  return words(flag(object, 'proretset') && 'SETOF', text(object, 'prorettype'))
}

export function countDefaults(object: CatalogObject): number {
  return defaultsOf(object).length
}

function defaultsOf(object: CatalogObject): string[] {
  const defaults = expression(object, 'proargdefaults')
  return defaults === undefined ? [] : splitExpressions(defaults)
}

export function readArguments(object: CatalogObject): Argument[] {
  const all = list(object, 'proallargtypes')
  const types = all.length > 0 ? all : inputTypes(object.identity)
  const [names, argumentModes] = [list(object, 'proargnames'), list(object, 'proargmodes')]
  return types.map((type, i) => ({
    name: names[i] ? quoteIdentifier(names[i]) : '',
    type,
    mode: argumentModes[i] ?? 'i',
  }))
}

/** The types in `shop.total(integer,"Odd, name")`. */
export function inputTypes(identity: string): string[] {
  const inside = identity.slice(withoutArguments(identity).length + 1, identity.lastIndexOf(')'))
  return inside.match(/(?:"(?:[^"]|"")*"|\([^)]*\)|[^",(])+/g)?.map(it => it.trim()) ?? []
}
