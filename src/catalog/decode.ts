import { createHash, createHmac } from 'node:crypto'
import type { AttributeValue } from './catalog.ts'
import { normalizeTree } from './node-tree.ts'
import type { Place, Places } from './places.ts'
import { describePrivileges } from './privileges.ts'
import type { Slot } from './query.ts'

// biome-ignore lint/suspicious/noExplicitAny: raw values are as the slot says
export type Decode = (value: any, slot: Slot, container?: Place) => AttributeValue

/** Makes attributes of raw values: names instead of OIDs and column numbers, privileges in words, secrets hashed. */
export function makeDecoder(places: Places): Decode {
  const name = (catalog: string, oid: string) => places.of(catalog, oid).name?.label
  const nameOrNumber = (catalog: string, oid: string) =>
    oid === '0' ? '0' : (name(catalog, oid) ?? `#${oid}`)
  const digests = new Map<string, string>()
  const digestTree = (tree: string) => {
    const known = digests.get(tree) ?? digest(normalizeTree(tree, name))
    digests.set(tree, known)
    return known
  }
  return (value, { codec, name: attribute }, container) => {
    if (value === null) return null
    switch (codec.how) {
      case 'container':
        return container?.name?.label ?? '#'
      case 'plain':
        return value
      case 'reference':
        return mapEach(value, oid => nameOrNumber(codec.catalog, oid))
      case 'expression':
        return { sql: value[1] ?? '', tree: digestTree(value[0]) }
      case 'columns':
        return decodeColumns(places.of('pg_class', value[0]).columns, value[1])
      case 'columns of container':
        return decodeColumns(container?.columns, value)
      case 'privileges': {
        const differences = describePrivileges(value[0], value[1])
        return differences.length === 0 ? null : differences
      }
      case 'secret':
        return mapEach(value, text => seal(attribute, text))
    }
  }
}

function mapEach(value: string | string[], map: (item: string) => string): AttributeValue {
  return Array.isArray(value) ? value.map(map) : map(value)
}

/** 0 stands for an expression. */
function decodeColumns(names: string[] | undefined, numbers: number | number[] | null): AttributeValue {
  if (numbers === null) return null
  const nameOf = (number: number) => (number === 0 ? '(expression)' : (names?.[number] ?? `#${number}`))
  return Array.isArray(numbers) ? numbers.map(nameOf) : nameOf(numbers)
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** `password=secret` as `password=…` and a hash: two can be compared, none can be read. */
function seal(attribute: string, text: string): string {
  const [, name = '', value = ''] = /^(?:([^=\s]+)=)?(.*)$/s.exec(text) ?? []
  const hash = createHmac('sha256', `pgwright ${attribute} ${name}`).update(value).digest('hex').slice(0, 16)
  return attribute.endsWith('options') ? `${name}=${hash}` : hash
}
