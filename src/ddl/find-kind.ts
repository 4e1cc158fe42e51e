import type { Kind } from './kind.ts'
import { kinds } from './kinds.gen.ts'

const byName = new Map(kinds.flatMap(kind => kind.kinds.map(name => [name, kind] as const)))

export function findKind(name: string): Kind | undefined {
  return byName.get(name)
}
