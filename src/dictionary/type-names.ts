import type { DescribedType, Dictionary, Use } from './dictionary.ts'

/** Finds the type that a text such as `shop.status[]` or `shop.amount` names, among those with these identities. */
export function makeTypeFinder<Type extends { identity: string }>(
  types: readonly Type[],
): (text: string) => Type | undefined {
  const byIdentity = new Map(types.map(type => [type.identity, type]))
  return text => {
    const element = text.replace(/^setof /, '').replace(/(\[\])+$/, '')
    return byIdentity.get(element) ?? byIdentity.get(element.replace(/\([\d,]*\)$/, ''))
  }
}

/** Tells each type who uses it. */
export function linkTypes({
  tables,
  types,
  routines,
}: Pick<Dictionary, 'tables' | 'types' | 'routines'>): void {
  const findType = makeTypeFinder(types)
  const link = (text: string | undefined, use: Use) => {
    const type = text === undefined ? undefined : findType(text)
    if (type !== undefined && type.key !== use.key) type.usedBy.push(use)
  }
  for (const { key, columns } of tables) for (const { name, type } of columns) link(type, { key, part: name })
  for (const { key, base, fields } of types) {
    link(base, { key })
    for (const { name, type } of fields) link(type, { key, part: name })
  }
  for (const { key, returns } of routines) link(returns, { key })
}

export type TypeFinder = (text: string) => DescribedType | undefined
