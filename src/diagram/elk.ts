import type { ElkExtendedEdge, ElkNode, ElkPort } from 'elkjs'
import type { Edge } from './picture.ts'
import { rowMiddle, type Shape } from './shape.ts'

/** What elk is told about every graph; the seed makes it give the same for the same. */
const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.randomSeed': '1',
  'elk.spacing.nodeNode': '28',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '10',
  'elk.layered.spacing.nodeNodeBetweenLayers': '70',
  'elk.layered.spacing.edgeNodeBetweenLayers': '26',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '10',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
}

/** With more boxes than these, elk is told to try less: a picture of 1,000 tables then takes seconds, not a minute. */
const largeGraph = 250

export async function runElk(children: ElkNode[], edges: ElkExtendedEdge[], boxes: number): Promise<ElkNode> {
  // Loaded only when there is something to lay out: it is larger than all the rest of the program.
  const { default: elk } = await import('elkjs')
  const thoroughness = boxes > largeGraph ? '2' : '7'
  const layoutOptions = { ...options, 'elk.layered.thoroughness': thoroughness }
  return new elk.default().layout({ id: 'root', layoutOptions, children, edges })
}

/** A box for elk: its edges leave at the right and arrive at the left, at the row of their column. */
export function makeNode(shape: Shape, edges: readonly Edge[]): ElkNode {
  const { key } = shape.box
  const ports = new Map<string, ElkPort>()
  for (const edge of edges) {
    if (edge.parent.box === key) addPort(ports, shape, edge.parent.column, 'EAST')
    if (edge.child.box === key) addPort(ports, shape, edge.child.column, sideOfChild(edge))
  }
  return {
    id: key,
    width: shape.width,
    height: shape.height,
    ports: [...ports.values()],
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
  }
}

export function makeEdge(edge: Edge, shapes: ReadonlyMap<string, Shape>): ElkExtendedEdge {
  const { key, parent, child } = edge
  return {
    id: key,
    sources: [portId(shapes.get(parent.box)!, parent.column, 'EAST')],
    targets: [portId(shapes.get(child.box)!, child.column, sideOfChild(edge))],
  }
}

type Side = 'EAST' | 'WEST'

/** A table that refers to itself does so on one side. */
function sideOfChild({ parent, child }: Edge): Side {
  return parent.box === child.box ? 'EAST' : 'WEST'
}

function portId(shape: Shape, column: string | undefined, side: Side): string {
  return `${side} ${rowMiddle(shape, column)} ${shape.box.key}`
}

function addPort(ports: Map<string, ElkPort>, shape: Shape, column: string | undefined, side: Side): void {
  const id = portId(shape, column, side)
  ports.set(id, {
    id,
    width: 0,
    height: 0,
    x: side === 'EAST' ? shape.width : 0,
    y: rowMiddle(shape, column),
    layoutOptions: { 'elk.port.side': side },
  })
}
