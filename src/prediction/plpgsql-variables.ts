import { type Node, stringsOf } from '../sql/index.ts'
import type { Frame } from './frame.ts'

/** A copy of a statement in which the variables of the body are values where these are known, and parameters elsewhere. */
export function bindVariables(node: Node, variables: Frame['variables']): Node {
  return variables.size === 0 ? node : (bind(node, variables) as Node)
}

function bind(tree: unknown, variables: Frame['variables']): unknown {
  if (typeof tree !== 'object' || tree === null) return tree
  if (Array.isArray(tree)) return tree.map(item => bind(item, variables))
  if ('ColumnRef' in tree) return bindName(tree as Extract<Node, { ColumnRef: unknown }>, variables)
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, bind(value, variables)]))
}

function bindName(node: Extract<Node, { ColumnRef: unknown }>, variables: Frame['variables']): Node {
  const names = stringsOf(node.ColumnRef.fields)
  const [first = ''] = names
  if (!variables.has(first) || names.length > 2) return node
  const held = variables.get(first)
  const value = held instanceof Map ? held.get(names[1] ?? '') : names.length === 1 ? held : undefined
  if (typeof value === 'string') return { A_Const: { sval: { sval: value } } }
  if (typeof value === 'number') return { A_Const: { fval: { fval: String(value) } } }
  return { ParamRef: { number: 1 } }
}
