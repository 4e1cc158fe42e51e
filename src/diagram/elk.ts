import type { ELK, ElkExtendedEdge, ElkNode, ElkPort } from 'elkjs'
import type { Edge, End } from './picture.ts'
import { rowMiddle, type Shape } from './shape.ts'

export type { ElkNode } from 'elkjs'

/** Room for the feet of edges; elk asks every group of boxes for its own. */
export const spacing = {
  'elk.spacing.nodeNode': '28',
  'elk.spacing.nodeSelfLoop': '30',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '10',
  'elk.layered.spacing.nodeNodeBetweenLayers': '70',
  'elk.layered.spacing.edgeNodeBetweenLayers': '26',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '10',
}

/** What elk is told about every graph; the seed makes it give the same for the same. */
const options = {
  ...spacing,
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
  'elk.randomSeed': '1',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
}

/** With more boxes than these, elk is told to try less: a picture of 1,000 tables then takes seconds, not a minute. */
const largeGraph = 250

let loaded: Promise<ELK> | undefined

/** Loaded only when there is something to lay out, and once: it is larger than all the rest of the program. */
function loadElk(): Promise<ELK> {
  loaded ??= import('elkjs').then(({ default: elk }) => new elk.default())
  return loaded
}

export async function runElk(children: ElkNode[], edges: ElkExtendedEdge[], boxes: number): Promise<ElkNode> {
  const elk = await loadElk()
  const thoroughness = boxes > largeGraph ? '2' : '7'
  const layoutOptions = { ...options, 'elk.layered.thoroughness': thoroughness }
  return elk.layout({ id: 'root', layoutOptions, children, edges })
}

/**
 * Boxes and edges for elk: an edge leaves at the right of the parent and arrives at the left of the child, at the row of
 * its column. A row that is referred to in both ways, by what must and by what may have a parent, has a place for each.
 */
export function makeGraph(
  keys: readonly string[],
  edges: readonly Edge[],
  shapes: ReadonlyMap<string, Shape>,
): { nodes: ElkNode[]; edges: ElkExtendedEdge[] } {
  const optional = new Set(edges.filter(({ isOptional }) => isOptional).map(({ parent }) => rowKey(parent)))
  const required = new Set(edges.filter(({ isOptional }) => !isOptional).map(({ parent }) => rowKey(parent)))
  const ports = new Map<string, Map<string, ElkPort>>(keys.map(key => [key, new Map()]))

  const addPort = ({ box, column }: End, side: 'EAST' | 'WEST', offset: number): string => {
    const shape = shapes.get(box)!
    const y = rowMiddle(shape, column) + offset
    const id = `${side} ${y} ${box}`
    const x = side === 'EAST' ? shape.width : 0
    ports.get(box)!.set(id, { id, width: 0, height: 0, x, y, layoutOptions: { 'elk.port.side': side } })
    return id
  }
  const elkEdges = edges.map(({ key, parent, child, isOptional }) => {
    const isMixed = optional.has(rowKey(parent)) && required.has(rowKey(parent))
    // A table that refers to itself does so on one side.
    const side = parent.box === child.box ? 'EAST' : 'WEST'
    const source = addPort(parent, 'EAST', isMixed ? (isOptional ? 5 : -5) : 0)
    return { id: key, sources: [source], targets: [addPort(child, side, 0)] }
  })
  const nodes = keys.map(key => {
    const { width, height } = shapes.get(key)!
    const layoutOptions = { 'elk.portConstraints': 'FIXED_POS' }
    return { id: key, width, height, ports: [...ports.get(key)!.values()], layoutOptions }
  })
  return { nodes, edges: elkEdges }
}

function rowKey({ box, column = '' }: End): string {
  return `${column} of ${box}`
}
