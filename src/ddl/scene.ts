import { type Catalog, type CatalogObject, objectKey } from '../catalog/index.ts'

/** Where SQL is to run, and as whom. */
export interface Circumstances {
  /** Major version of the server. */
  major: number
  /** The role that runs it; what it makes is its own unless something is said. */
  role?: string
  /** Whether what differs only in its name is renamed; default: yes. */
  hasRenames?: boolean
}

/** What there is, what there should be, and where: what a kind may look at while it writes SQL. */
export class Scene {
  readonly from: Catalog
  readonly to: Catalog
  /** Major version of the server that the SQL is for. */
  readonly major: number
  /** Who runs the SQL, and so owns what it makes; undefined where nobody knows. */
  readonly role: string | undefined
  readonly #parts = new Map<Catalog, Map<string, CatalogObject[]>>()
  readonly #remade = new Set<string>()

  constructor(from: Catalog, to: Catalog, { major, role }: Circumstances) {
    this.from = from
    this.to = to
    this.major = major
    this.role = role
  }

  /** What belongs to an object as it should be, or as it is, by identity. */
  partsOf(object: CatalogObject, catalog: Catalog = this.to): CatalogObject[] {
    const known = this.#parts.get(catalog) ?? groupParts(catalog)
    this.#parts.set(catalog, known)
    return known.get(keyOf(object)) ?? []
  }

  /** What comes with an object and is of that kind, such as the index of a constraint. */
  companionOf(object: CatalogObject, kind: string, catalog: Catalog = this.to): CatalogObject | undefined {
    const container = object.within === undefined ? undefined : catalog.get(object.within)
    const key = keyOf(object)
    return [...this.partsOf(container ?? object, catalog), ...this.partsOf(object, catalog)].find(
      it => it.kind === kind && it.comesWith === key,
    )
  }

  /** What depends on an object as it is. */
  dependantsOf(object: CatalogObject): CatalogObject[] {
    const key = keyOf(object)
    return [...this.from.values()].filter(({ dependsOn }) => dependsOn?.includes(key))
  }

  /** Whether an object needs another, as it should be, that needs it in turn. */
  needEachOther(object: CatalogObject, other: string): boolean {
    return (
      object.dependsOn?.includes(other) === true &&
      this.to.get(other)?.dependsOn?.includes(keyOf(object)) === true
    )
  }

  /** Nothing is in it yet and nobody waits for it: there is no need to be careful. */
  isNew(key: string): boolean {
    return !this.from.has(key) || this.#remade.has(key)
  }

  /** From now on the object counts as new, because it is dropped first. */
  remake(key: string): void {
    this.#remade.add(key)
  }
}

export function keyOf({ kind, identity }: CatalogObject): string {
  return objectKey(kind, identity)
}

function groupParts(catalog: Catalog): Map<string, CatalogObject[]> {
  const parts = new Map<string, CatalogObject[]>()
  for (const object of catalog.values()) {
    if (object.within === undefined) continue
    const known = parts.get(object.within)
    if (known === undefined) parts.set(object.within, [object])
    else known.push(object)
  }
  return parts
}
