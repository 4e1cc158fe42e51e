import { quoteIdentifier } from '../sql/index.ts'
import type { Dictionary } from './dictionary.ts'
import { code, type Text } from './page.ts'
import { signatureOf } from './signature.ts'
import { makeTypeFinder } from './type-names.ts'

/** How objects are named where others refer to them: without the schema where both are in it. */
export interface References {
  /** By its key: a link where it has a page, else its name. */
  toObject(key: string, part?: string): Text
  /** A type as SQL names it; one that somebody made is a link. */
  toType(text: string): Text
}

/** A maker of references from what is in a schema. */
export function makeReferences({ tables, types, routines }: Dictionary): (schema: string) => References {
  const names = new Map([
    ...[...tables, ...types].map(({ key, identity }) => [key, identity] as const),
    ...routines.map(routine => [routine.key, signatureOf(routine)] as const),
  ])
  const findType = makeTypeFinder(types)
  return schema => {
    const prefix = `${quoteIdentifier(schema)}.`
    const shorten = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name)
    return {
      toObject(key, part) {
        const suffix = part === undefined ? '' : `.${part}`
        const name = names.get(key)
        if (name !== undefined) return { to: key, text: `${shorten(name)}${suffix}` }
        return code(`${shorten(key.replace(/^(foreign |materialized )?\w+ /, ''))}${suffix}`)
      },
      toType(text) {
        const type = findType(text)
        return type === undefined ? code(text) : { to: type.key, text: shorten(text) }
      },
    }
  }
}
