import type { Dictionary } from './dictionary.ts'
import { code, type Text } from './page.ts'
import { makeTypeFinder } from './type-names.ts'

/** How objects are named where others refer to them. */
export interface References {
  /** By its key: a link where it has a page, else its name. */
  toObject(key: string, part?: string): Text
  /** A type as SQL names it; one that somebody made is a link. */
  toType(text: string): Text
}

export function makeReferences({ tables, types, routines }: Dictionary): References {
  const names = new Map([...tables, ...types, ...routines].map(({ key, identity }) => [key, identity]))
  const findType = makeTypeFinder(types)
  const toObject = (key: string, part?: string): Text => {
    const name = names.get(key)
    const suffix = part === undefined ? '' : `.${part}`
    if (name !== undefined) return { to: key, text: `${name}${suffix}` }
    return code(`${key.replace(/^(foreign |materialized )?\w+ /, '')}${suffix}`)
  }
  return {
    toObject,
    toType(text) {
      const type = findType(text)
      return type === undefined ? code(text) : { to: type.key, text }
    },
  }
}
