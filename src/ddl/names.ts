import type { CatalogObject } from '../catalog/index.ts'

/** The parts of a qualified name as they stand in SQL: `shop."a.b"` has `shop` and `"a.b"`. */
export function splitName(name: string): string[] {
  return name.match(/(?:"(?:[^"]|"")*"|[^".])+/g) ?? []
}

/** `orders` of `shop.orders`. */
export function baseName(name: string): string {
  return splitName(name).at(-1)!
}

export function schemaName(name: string): string | undefined {
  const parts = splitName(name)
  return parts.length > 1 ? parts[0] : undefined
}

/** The name of the relation or type that a part belongs to, as SQL has it. */
export function containerName({ within, identity }: CatalogObject): string {
  if (within === undefined) return splitName(identity).slice(0, -1).join('.')
  return within.replace(/^(?:table|foreign table|materialized view|view|type|index|sequence) /, '')
}

/** The name of a part without its container: `total` of `shop.orders.total`, `mine` of `mine on shop.orders`. */
export function partName(object: CatalogObject): string {
  const container = containerName(object)
  const { identity } = object
  if (identity.startsWith(`${container}.`)) return identity.slice(container.length + 1)
  return identity.endsWith(` on ${container}`) ? identity.slice(0, -` on ${container}`.length) : identity
}

/** A name as it is, without the quotes that SQL needs. */
export function unquoteIdentifier(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name
}

/** As the server names NOT NULL by itself: of two long names both are cut (`makeObjectName` in indexcmds.c). */
export function nameNotNull(table: string, column: string): string {
  const [left, right] = [Math.max(27, 53 - column.length), Math.max(26, 53 - table.length)]
  return `${table.slice(0, left)}_${column.slice(0, right)}_not_null`
}

/** The name of the one object of a kind that another needs, as a user mapping its server. */
export function needOf({ dependsOn = [], identity }: CatalogObject, kind: string): string {
  const key = dependsOn.find(it => it.startsWith(`${kind} `))
  if (key === undefined)
    throw new Error(`${identity} depends on no ${kind}: its catalog was read without dependencies`)
  return key.slice(kind.length + 1)
}
