/** Sets of what hangs together by links, in the order of their first members. */
export function findComponents<Item>(
  items: readonly Item[],
  links: readonly (readonly [Item, Item])[],
): Item[][] {
  const leaders = new Map(items.map(item => [item, item]))
  const find = (item: Item): Item => {
    let leader = item
    while (leaders.get(leader) !== leader) {
      leaders.set(leader, leaders.get(leaders.get(leader)!)!)
      leader = leaders.get(leader)!
    }
    return leader
  }
  for (const [a, b] of links) leaders.set(find(b), find(a))
  return [...groupBy(items, find).values()]
}

export function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
