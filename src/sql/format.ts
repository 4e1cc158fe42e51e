import { createRequire } from 'node:module'
import type { Node } from 'libpg-query'
import { isFailure, loadParser, parseText } from './parser.ts'

type Deparser = typeof import('pgsql-deparser')

const require = createRequire(import.meta.url)
let deparser: Deparser | undefined

/** Loads the parser and the deparser once; `formatNode` needs the former and loads the latter when it is first used. */
export async function loadDeparser(): Promise<void> {
  await loadParser()
  deparser ??= require('pgsql-deparser') as Deparser
}

/**
 * The SQL of a parse tree; undefined where the deparser cannot write it. What it writes is parsed again and must give
 * the same tree, because a clause that it forgets would otherwise reach the user as advice.
 */
export function formatNode(node: Node): string | undefined {
  const sql = deparse(node)
  const parsed = parseText(sql)
  if (isFailure(parsed) || parsed.length !== 1) return undefined
  return shape(parsed[0]!.node) === shape(node) ? sql : undefined
}

/** The same for an expression. */
export function formatExpression(node: Node): string | undefined {
  return formatNode(selectOf(node))?.replace(/^SELECT /, '')
}

/** An expression as the deparser writes it, for comparing and remembering: nobody has looked whether it forgot something. */
export function sketchExpression(node: Node): string {
  return deparse(selectOf(node)).replace(/^SELECT /, '')
}

function selectOf(expression: Node): Node {
  return {
    SelectStmt: {
      targetList: [{ ResTarget: { val: expression } }],
      limitOption: 'LIMIT_OPTION_DEFAULT',
      op: 'SETOP_NONE',
    },
  }
}

function deparse(node: Node): string {
  deparser ??= require('pgsql-deparser') as Deparser
  return deparser.deparseSync(node).replace(/\s*\n\s*/g, ' ')
}

/** Whether two parse trees say the same, wherever they stand. */
export function isSameNode(a: Node, b: Node): boolean {
  return shape(a) === shape(b)
}

/** A tree without the places of its nodes, and in one order of its fields. */
function shape(tree: unknown): string {
  return JSON.stringify(tree, (key, value) => {
    if (/^(location|list_start|list_end|.*_location|.*_len)$/.test(key)) return undefined
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value
  })
}
