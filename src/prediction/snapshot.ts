/**
 * Remembers everything that can be reached from some objects, and gives back what puts it as it was. The objects stay the same
 * ones, because locks and links are kept by them.
 */
export function takeSnapshot(...roots: readonly object[]): () => void {
  const contents = new Map<object, object>()
  const waiting: unknown[] = [...roots]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next !== 'object' || next === null || contents.has(next)) continue
    contents.set(next, copyOf(next))
    if (next instanceof Map) waiting.push(...next.keys(), ...next.values())
    else if (next instanceof Set) waiting.push(...next)
    else waiting.push(...Object.values(next))
  }
  return () => {
    for (const [it, content] of contents) restore(it, content)
  }
}

/** The same for collections alone: what is in them stays as it is then. */
export function rememberMembers(...collections: readonly object[]): () => void {
  const contents = new Map(collections.map(it => [it, copyOf(it)]))
  return () => {
    for (const [it, content] of contents) restore(it, content)
  }
}

function copyOf(it: object): object {
  if (it instanceof Map) return new Map(it)
  if (it instanceof Set) return new Set(it)
  return Array.isArray(it) ? [...it] : { ...it }
}

function restore(it: object, content: object): void {
  if (it instanceof Map) {
    it.clear()
    for (const [key, value] of content as typeof it) it.set(key, value)
  } else if (it instanceof Set) {
    it.clear()
    for (const member of content as typeof it) it.add(member)
  } else if (Array.isArray(it)) {
    it.splice(0, it.length, ...(content as typeof it))
  } else {
    for (const key of Object.keys(it)) if (!(key in content)) Reflect.deleteProperty(it, key)
    Object.assign(it, content)
  }
}
