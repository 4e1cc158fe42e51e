import { listOf, textOf, wordOf } from './attributes.ts'
import { type Catalog, type CatalogObject, keyOf } from './catalog.ts'
import { compareNames, splitIdentity, splitList } from './identity.ts'

/** A function, procedure or aggregate that somebody made. */
export interface Routine {
  /** In the catalog: `function shop.total(integer,integer)`. */
  key: string
  /** Qualified and quoted, with the types of its arguments. */
  identity: string
  schema: string
  name: string
  kind: 'function' | 'procedure' | 'aggregate' | 'window function'
  owner: string
  comment?: string
  /** Privileges that were granted or taken, such as `EXECUTE to reader`. */
  privileges: string[]
  /** The extension that brought it. */
  extension?: string
  /** Such as `a integer` and `b integer default 1`. */
  arguments: string[]
  /** Nothing for a procedure without results. */
  returns?: string
  language: string
  volatility: 'immutable' | 'stable' | 'volatile'
  /** Safe in parallel queries, restricted to the leader, or unsafe. */
  parallel: 'safe' | 'restricted' | 'unsafe'
  /** It runs with the privileges of its owner. */
  isSecurityDefiner: boolean
  /** Null for any argument gives null. */
  isStrict: boolean
  /** Settings while it runs, such as `search_path=shop`. */
  settings: string[]
}

const kinds = new Set(['function', 'procedure', 'aggregate'])

/** The functions that make values of a range type come and go with it. */
const rangeConstructor = /^(multi)?range_constructor\d$/

/** Every function, procedure and aggregate that somebody made, by schema and name. */
export function readRoutines(catalog: Catalog): Routine[] {
  return [...catalog.values()]
    .filter(({ kind, isBuiltIn }) => kinds.has(kind) && !isBuiltIn)
    .filter(object => !rangeConstructor.test(textOf(object, 'prosrc') ?? ''))
    .map(readRoutine)
    .sort(compareNames)
}

function readRoutine(object: CatalogObject): Routine {
  const { kind, identity, attributes } = object
  const [schema, name] = splitIdentity(identity.slice(0, argumentsAt(identity))) as [string, string]
  const parameters = readParameters(object)
  const columns = parameters.filter(({ mode }) => mode === 't')
  const set = attributes.proretset === true ? 'setof ' : ''
  const returned = textOf(object, 'prorettype')
  return {
    key: keyOf(object),
    identity,
    schema,
    name,
    kind: attributes.prokind === 'w' ? 'window function' : (kind as Routine['kind']),
    owner: textOf(object, 'proowner') ?? '',
    comment: textOf(object, 'description'),
    privileges: listOf(object, 'proacl'),
    extension: textOf(object, 'member_of'),
    arguments: parameters.filter(({ mode }) => mode !== 't').map(({ text }) => text),
    returns:
      columns.length > 0
        ? `table(${columns.map(({ text }) => text).join(', ')})`
        : returned && set + returned,
    language: textOf(object, 'prolang') ?? '',
    volatility: wordOf(object, 'provolatile') ?? 'volatile',
    parallel: wordOf(object, 'proparallel') ?? 'unsafe',
    isSecurityDefiner: attributes.prosecdef === true,
    isStrict: attributes.proisstrict === true,
    settings: listOf(object, 'proconfig'),
  }
}

/** The modes of `proargmodes`; a plain argument has no word. */
const modes: Record<string, string> = { o: 'out ', b: 'inout ', v: 'variadic ' }

function readParameters(object: CatalogObject): { mode: string; text: string }[] {
  const types = listOf(object, 'proallargtypes')
  const known = types.length > 0 ? types : splitList(listArguments(object.identity))
  const names = listOf(object, 'proargnames')
  const modeOf = (i: number) => listOf(object, 'proargmodes')[i] ?? 'i'
  const defaults = splitList(textOf(object, 'proargdefaults') ?? '')
  const inputs = known.map((_, i) => i).filter(i => !/[ot]/.test(modeOf(i)))
  return known.map((type, i) => {
    const mode = modeOf(i)
    const value = inputs.includes(i)
      ? defaults[inputs.indexOf(i) - inputs.length + defaults.length]
      : undefined
    const words = [`${modes[mode] ?? ''}${names[i] ?? ''}`.trim(), type.replace(/^pg_catalog\./, '')]
    const text = words.filter(word => word !== '').join(' ')
    return { mode, text: value === undefined ? text : `${text} default ${value}` }
  })
}

/** Where the list of arguments begins: at the first parenthesis that is not in a quoted name. */
function argumentsAt(identity: string): number {
  return /^(?:"(?:[^"]|"")*"|[^"(])*/.exec(identity)![0].length
}

function listArguments(identity: string): string {
  return identity.slice(argumentsAt(identity) + 1, -1)
}
