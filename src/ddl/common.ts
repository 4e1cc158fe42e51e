import { type CatalogObject, describeAttribute } from '../catalog/index.ts'
import type { Kind, Outcome } from './kind.ts'
import { changePrivileges } from './privileges.ts'
import type { Scene } from './scene.ts'
import { list, literal, text } from './values.ts'

type CommonChange = (
  to: CatalogObject,
  from: CatalogObject,
  attribute: string,
  kind: Kind,
  scene: Scene,
) => Outcome

/** What any kind of object may have, and CREATE says nothing about. */
const commonChanges: Record<string, CommonChange> = {
  owner: (to, _from, attribute, kind) => `ALTER ${naming(kind, to)} OWNER TO ${text(to, attribute)}`,
  privileges: changePrivileges,
  comment: (to, _from, attribute, kind) => {
    const comment = text(to, attribute)
    return `COMMENT ON ${naming(kind, to)} IS ${comment === undefined ? 'NULL' : literal(comment)}`
  },
  'security label': (to, from, attribute, kind) => {
    const [old, now] = [list(from, attribute), list(to, attribute)].map(
      labels => new Map(labels.map(splitLabel)),
    )
    return [...new Set([...old!.keys(), ...now!.keys()])].map(provider => {
      const label = now!.get(provider)
      return `SECURITY LABEL FOR ${provider} ON ${naming(kind, to)} IS ${label === undefined ? 'NULL' : literal(label)}`
    })
  },
  'depends on extensions': (to, from, attribute, kind) => {
    const [old, now] = [list(from, attribute), list(to, attribute)]
    return [
      ...old.filter(it => !now.includes(it)).map(it => `NO DEPENDS ON EXTENSION ${it}`),
      ...now.filter(it => !old.includes(it)).map(it => `DEPENDS ON EXTENSION ${it}`),
    ].map(change => `ALTER ${naming(kind, to)} ${change}`)
  },
  'member of the extension': (to, from, attribute, kind) => {
    const [old, now] = [text(from, attribute), text(to, attribute)]
    return [
      ...(old === undefined ? [] : [`ALTER EXTENSION ${old} DROP ${naming(kind, to)}`]),
      ...(now === undefined ? [] : [`ALTER EXTENSION ${now} ADD ${naming(kind, to)}`]),
    ]
  },
}

/** In this order: privileges are granted by the owner. */
const order = Object.keys(commonChanges)

export function isCommon(attribute: string): boolean {
  return describeAttribute(attribute).words in commonChanges
}

export function changeCommon(
  attributes: readonly string[],
  to: CatalogObject,
  from: CatalogObject,
  kind: Kind,
  scene: Scene,
): Outcome[] {
  return attributes
    .map(attribute => ({ attribute, words: describeAttribute(attribute).words }))
    .filter(({ words }) => words in commonChanges)
    .sort((a, b) => order.indexOf(a.words) - order.indexOf(b.words))
    .map(({ attribute, words }) => commonChanges[words]!(to, from, attribute, kind, scene))
}

/** `TABLE shop.orders`, as commands name an object. */
export function naming(kind: Kind, object: CatalogObject): string {
  return `${keywordFor(kind, object)} ${kind.name?.(object) ?? object.identity}`
}

/** `provider: label` */
function splitLabel(label: string): [provider: string, label: string] {
  const end = label.indexOf(': ')
  return [label.slice(0, end), label.slice(end + 2)]
}

export function keywordFor({ keyword }: Kind, { kind }: CatalogObject): string {
  return keyword ?? kind.toUpperCase()
}
