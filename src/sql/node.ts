import type { Node } from 'libpg-query'
import { isFailure, parseText } from './parser.ts'

/** The names of parse nodes, such as `IndexStmt`. */
export type NodeName = Node extends infer Member ? (Member extends Member ? keyof Member : never) : never

/** What is inside a parse node of a name. */
export type NodeOf<Name extends NodeName> = Name extends Name
  ? Extract<Node, Record<Name, unknown>> extends Record<Name, infer Inner>
    ? Inner
    : never
  : never

/** What is inside a node if it is of that name. */
export function insideOf<Name extends NodeName>(
  node: Node | undefined,
  name: Name,
): NodeOf<Name> | undefined {
  return (node as Partial<Record<Name, NodeOf<Name>>> | undefined)?.[name]
}

/** The name of a node, such as `ColumnRef`. */
export function nameOf(node: Node): string {
  return Object.keys(node)[0] ?? ''
}

/** The texts of a list of names, as of a function or an operator. */
export function stringsOf(nodes: readonly Node[] = []): string[] {
  const texts: string[] = []
  for (const node of nodes)
    if ('String' in node && node.String.sval !== undefined) texts.push(node.String.sval)
  return texts
}

/** The statements of a text that a program put together, such as what EXECUTE is given; the parser must be loaded. */
export function parseNodes(text: string): Node[] | undefined {
  const statements = parseText(text)
  return isFailure(statements) ? undefined : statements.map(({ node }) => node)
}

/**
 * Visits every node of a tree, parents first; what `visit` answers with `false` is not entered. A field that holds its
 * node without the name around it, such as `InsertStmt.relation`, is entered but not visited.
 */
export function walkNodes(tree: unknown, visit: (node: Node) => unknown): void {
  if (typeof tree !== 'object' || tree === null) return
  if (Array.isArray(tree)) {
    for (const item of tree) walkNodes(item, visit)
    return
  }
  for (const name in tree) {
    // A node has one field, its name, which is capitalized as no other field is.
    if (name < 'a' && visit(tree as Node) === false) return
    walkNodes((tree as Record<string, unknown>)[name], visit)
  }
}
