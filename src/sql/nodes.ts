import type { Node } from 'libpg-query'
import { isFailure, parseText } from './parser.ts'

/** The statements of a text that a program put together, such as what EXECUTE is given; the parser must be loaded. */
export function parseNodes(text: string): Node[] | undefined {
  const statements = parseText(text)
  return isFailure(statements) ? undefined : statements.map(({ node }) => node)
}

/** Every parse node in a tree with its name, outer ones first. */
export function walkNodes(tree: unknown, visit: (name: string, inner: unknown) => void): void {
  if (typeof tree !== 'object' || tree === null) return
  for (const [key, value] of Object.entries(tree)) {
    if (/^[A-Z]/.test(key)) visit(key, value)
    walkNodes(value, visit)
  }
}

/** The parts of a name, which the parser gives as a list of strings. */
export function nameParts(nodes: readonly Node[] = []): string[] {
  return nodes.flatMap(node => ('String' in node ? [node.String.sval ?? ''] : []))
}
