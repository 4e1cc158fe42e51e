import { listOf, textOf } from './attributes.ts'
import { type Catalog, keyOf } from './catalog.ts'
import { compareNames, splitIdentity } from './identity.ts'

/** A sequence that stands alone; one that belongs to a column is that column's default or identity. */
export interface Sequence {
  /** In the catalog: `sequence shop.numbers`. */
  key: string
  /** Qualified and quoted. */
  identity: string
  schema: string
  name: string
  owner: string
  comment?: string
  /** Privileges that were granted or taken, such as `USAGE to reader`. */
  privileges: string[]
  /** The extension that brought it. */
  extension?: string
  type: string
  /** Numbers as text: a `bigint` may be greater than what a number holds exactly. */
  start: string
  increment: string
  least: string
  most: string
  isCycle: boolean
}

/** Every sequence that no column owns, by schema and name. */
export function readSequences(catalog: Catalog): Sequence[] {
  return [...catalog.values()]
    .filter(({ kind, isBuiltIn, within }) => kind === 'sequence' && !isBuiltIn && within === undefined)
    .map(object => {
      const [schema, name] = splitIdentity(object.identity) as [string, string]
      return {
        key: keyOf(object),
        identity: object.identity,
        schema,
        name,
        owner: textOf(object, 'relowner') ?? '',
        comment: textOf(object, 'description'),
        privileges: listOf(object, 'relacl'),
        extension: textOf(object, 'member_of'),
        type: textOf(object, 'seqtypid') ?? '',
        start: textOf(object, 'seqstart') ?? '',
        increment: textOf(object, 'seqincrement') ?? '',
        least: textOf(object, 'seqmin') ?? '',
        most: textOf(object, 'seqmax') ?? '',
        isCycle: object.attributes.seqcycle === true,
      }
    })
    .sort(compareNames)
}
