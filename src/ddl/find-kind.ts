import type { CatalogObject } from '../catalog/index.ts'
import type { Kind } from './kind.ts'
import { kinds } from './kinds.gen.ts'

const byName = new Map<string, Kind[]>()
for (const kind of kinds as Kind[]) {
  for (const name of kind.kinds) byName.set(name, [...(byName.get(name) ?? []), kind])
}

export function findKind(object: CatalogObject): Kind | undefined {
  return byName.get(object.kind)?.find(({ isOne }) => isOne?.(object) ?? true)
}
