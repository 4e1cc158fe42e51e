export interface Size {
  width: number
  height: number
}

export interface Point {
  x: number
  y: number
}

export interface Packed extends Size {
  /** Of each rectangle, in the order given. */
  places: Point[]
}

/** Puts rectangles beside each other on shelves, the highest first, so that the whole is a little wider than high. */
export function packRectangles(sizes: readonly Size[], gap: number): Packed {
  const area = sizes.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0)
  const widest = Math.max(0, ...sizes.map(({ width }) => width))
  const limit = Math.max(widest, Math.sqrt(area * 1.5))
  const order = sizes.map((_, i) => i).sort((a, b) => sizes[b]!.height - sizes[a]!.height || a - b)
  const places: Point[] = []
  let [x, y, shelf, width] = [0, 0, 0, 0]
  for (const i of order) {
    const size = sizes[i]!
    if (x > 0 && x + size.width > limit) {
      y += shelf + gap
      x = 0
      shelf = 0
    }
    places[i] = { x, y }
    shelf = Math.max(shelf, size.height)
    width = Math.max(width, x + size.width)
    x += size.width + gap
  }
  return { places, width, height: y + shelf }
}
