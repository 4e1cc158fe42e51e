/** Gives the smallest first: a binary heap. */
export class Queue<Item> {
  readonly #items: Item[] = []
  readonly #compare: (a: Item, b: Item) => number

  constructor(compare: (a: Item, b: Item) => number) {
    this.#compare = compare
  }

  push(item: Item): void {
    const items = this.#items
    let at = items.push(item) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (this.#compare(items[at]!, items[parent]!) >= 0) return
      this.#swap(at, parent)
      at = parent
    }
  }

  pop(): Item | undefined {
    const items = this.#items
    const first = items[0]
    const last = items.pop()
    if (items.length === 0 || last === undefined) return first
    items[0] = last
    let at = 0
    for (;;) {
      const children = [2 * at + 1, 2 * at + 2].filter(it => it < items.length)
      const child = children.reduce(
        (best, it) => (this.#compare(items[it]!, items[best]!) < 0 ? it : best),
        at,
      )
      if (child === at) return first
      this.#swap(at, child)
      at = child
    }
  }

  #swap(a: number, b: number): void {
    const items = this.#items
    ;[items[a], items[b]] = [items[b]!, items[a]!]
  }
}
