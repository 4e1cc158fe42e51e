/**
 * Remembers everything that can be reached from some objects, and gives back what puts it as it was. The objects stay the same
 * ones, because locks and links are kept by them.
 */
export function takeSnapshot(...roots: readonly object[]): () => void {
  const contents = new Map<object, () => void>()
  const waiting: unknown[] = [...roots]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next !== 'object' || next === null || contents.has(next)) continue
    contents.set(next, remember(next))
    if (next instanceof Map) waiting.push(...next.keys(), ...next.values())
    else if (next instanceof Set) waiting.push(...next)
    else waiting.push(...Object.values(next))
  }
  return () => {
    for (const restore of contents.values()) restore()
  }
}

function remember(it: object): () => void {
  if (it instanceof Map) {
    const entries = [...it]
    return () => {
      it.clear()
      for (const [key, value] of entries) it.set(key, value)
    }
  }
  if (it instanceof Set) {
    const members = [...it]
    return () => {
      it.clear()
      for (const member of members) it.add(member)
    }
  }
  if (Array.isArray(it)) {
    const items = [...it]
    return () => {
      it.splice(0, it.length, ...items)
    }
  }
  const fields = { ...it }
  return () => {
    for (const key of Object.keys(it)) if (!(key in fields)) Reflect.deleteProperty(it, key)
    Object.assign(it, fields)
  }
}
