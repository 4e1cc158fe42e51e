import { findComponents, groupBy } from './components.ts'
import { type ElkNode, makeGraph, runElk, spacing } from './elk.ts'
import { type Point, packRectangles, type Size } from './pack.ts'
import type { Edge, Picture } from './picture.ts'
import { type Shape, shapeBox } from './shape.ts'

/** A picture with a place for everything; x grows to the right, y downwards. */
export interface Layout extends Size {
  picture: Picture
  boxes: Placed[]
  frames: Frame[]
  routes: Route[]
}

export interface Placed extends Point {
  shape: Shape
}

/** The tables of one schema; there are none when there is only one schema. */
export interface Frame extends Point, Size {
  schema: string
}

/** From the parent to the child. */
export interface Route {
  edge: Edge
  points: Point[]
}

type Part = Omit<Layout, 'picture'>

const gap = 32
const margin = 24
const framePadding = { top: 44, side: 24 }

/**
 * Gives everything a place. What hangs together is laid out by elk, each part by itself; then parts are packed into the
 * frame of their schema. Schemas that tables of both tie together are laid out in one.
 */
export async function layoutPicture(picture: Picture): Promise<Layout> {
  const schemaOf = new Map(picture.boxes.map(({ key, schema }) => [key, schema]))
  const schemas = [...new Set(schemaOf.values())]
  const shapes = new Map(picture.boxes.map(box => [box.key, shapeBox(box)]))
  const ends = picture.edges.map(({ parent, child }) => [parent.box, child.box] as const)
  const parts = findComponents([...shapes.keys()], ends)
  const isLocal = (keys: string[]) => keys.every(key => schemaOf.get(key) === schemaOf.get(keys[0]!))
  const spanning = parts.filter(keys => !isLocal(keys)).flat()
  const local = groupBy(parts.filter(isLocal), keys => schemaOf.get(keys[0]!)!)

  const blocks = new Map<string, Part>()
  for (const [schema, components] of local) {
    blocks.set(schema, await layoutBlock(components, picture.edges, shapes))
  }
  const links = ends.map(([a, b]) => [schemaOf.get(a)!, schemaOf.get(b)!] as const)
  const clusters: Part[] = []
  for (const cluster of findComponents(schemas, links)) {
    const [schema] = cluster
    const keys = spanning.filter(key => cluster.includes(schemaOf.get(key)!))
    if (keys.length > 0) clusters.push(await layoutSchemas(keys, blocks, schemaOf, picture.edges, shapes))
    else clusters.push(schemas.length === 1 ? blocks.get(schema!)! : drawFrame(schema!, blocks.get(schema!)!))
  }
  const all = move(packParts(clusters), margin, margin)
  return { ...all, picture, width: all.width + 2 * margin, height: all.height + 2 * margin }
}

/** What is in one schema only: tables that hang together, and those that stand alone. */
async function layoutBlock(
  components: readonly string[][],
  edges: readonly Edge[],
  shapes: ReadonlyMap<string, Shape>,
): Promise<Part> {
  const alone = components.filter(
    keys => keys.length === 1 && !edges.some(({ child }) => child.box === keys[0]),
  )
  const tied = components.filter(keys => !alone.includes(keys))
  const parts: Part[] = []
  for (const keys of tied) parts.push(await layoutComponent(keys, edges, shapes))
  const single = alone.map(([key]) => placeAlone(shapes.get(key!)!))
  return packParts([...parts, ...(single.length > 0 ? [packParts(single)] : [])])
}

function placeAlone(shape: Shape): Part {
  const { width, height } = shape
  return { width, height, boxes: [{ shape, x: 0, y: 0 }], frames: [], routes: [] }
}

async function layoutComponent(
  keys: readonly string[],
  edges: readonly Edge[],
  shapes: ReadonlyMap<string, Shape>,
): Promise<Part> {
  const own = edgesAmong(keys, edges)
  const graph = makeGraph(keys, own, shapes)
  return readLayout(await runElk(graph.nodes, graph.edges, keys.length), own, shapes)
}

/** Schemas whose tables refer to each other, each with a block of what refers to nothing outside of it. */
async function layoutSchemas(
  keys: readonly string[],
  blocks: ReadonlyMap<string, Part>,
  schemaOf: ReadonlyMap<string, string>,
  edges: readonly Edge[],
  shapes: ReadonlyMap<string, Shape>,
): Promise<Part> {
  const own = edgesAmong(keys, edges)
  const { top, side } = framePadding
  const graph = makeGraph(keys, own, shapes)
  const bySchema = groupBy(graph.nodes, ({ id }) => schemaOf.get(id)!)
  const nodes = [...bySchema].map(([schema, tables]): ElkNode => {
    const block = blocks.get(schema)
    return {
      id: `schema ${schema}`,
      layoutOptions: { ...spacing, 'elk.padding': `[top=${top},left=${side},bottom=${side},right=${side}]` },
      children: [
        ...tables,
        ...(block ? [{ id: `block ${schema}`, width: block.width, height: block.height }] : []),
      ],
    }
  })
  const root = await runElk(nodes, graph.edges, keys.length)
  const frames = [...bySchema.keys()].map((schema, i) => ({ schema, ...areaOf(root.children![i]!) }))
  const placed = root.children!.flatMap(({ children = [] }) => children)
  const inside = placed.flatMap(node => {
    const block = node.id.startsWith('block ') ? blocks.get(node.id.slice('block '.length)) : undefined
    return block === undefined ? [] : [move(block, node.x!, node.y!)]
  })
  const tied = readLayout({ ...root, children: placed }, own, shapes)
  return joinParts([{ ...tied, frames }, ...inside], areaOf(root))
}

function edgesAmong(keys: readonly string[], edges: readonly Edge[]): Edge[] {
  const set = new Set(keys)
  return edges.filter(({ child }) => set.has(child.box))
}

function readLayout(root: ElkNode, edges: readonly Edge[], shapes: ReadonlyMap<string, Shape>): Part {
  const byKey = new Map(edges.map(edge => [edge.key, edge]))
  return {
    ...areaOf(root),
    frames: [],
    boxes: root.children!.flatMap(({ id, x, y }) => {
      const shape = shapes.get(id)
      return shape === undefined ? [] : [{ shape, x: x!, y: y! }]
    }),
    routes: root.edges!.map(({ id, sections }) => {
      const { startPoint, bendPoints = [], endPoint } = sections![0]!
      return { edge: byKey.get(id)!, points: [startPoint, ...bendPoints, endPoint] }
    }),
  }
}

function areaOf({ x = 0, y = 0, width = 0, height = 0 }: ElkNode): Point & Size {
  return { x, y, width, height }
}

function drawFrame(schema: string, part: Part): Part {
  const { top, side } = framePadding
  const size = { width: part.width + 2 * side, height: part.height + top + side }
  return joinParts([{ ...move(part, side, top), frames: [{ schema, x: 0, y: 0, ...size }] }], size)
}

function packParts(parts: readonly Part[]): Part {
  const packed = packRectangles(parts, gap)
  const moved = parts.map((part, i) => move(part, packed.places[i]!.x, packed.places[i]!.y))
  return joinParts(moved, packed)
}

function joinParts(parts: readonly Part[], { width, height }: Size): Part {
  return {
    width,
    height,
    boxes: parts.flatMap(({ boxes }) => boxes),
    frames: parts.flatMap(({ frames }) => frames),
    routes: parts.flatMap(({ routes }) => routes),
  }
}

function move(part: Part, byX: number, byY: number): Part {
  const shift = <Place extends Point>(place: Place): Place => ({
    ...place,
    x: place.x + byX,
    y: place.y + byY,
  })
  return {
    ...part,
    boxes: part.boxes.map(shift),
    frames: part.frames.map(shift),
    routes: part.routes.map(({ edge, points }) => ({ edge, points: points.map(shift) })),
  }
}
