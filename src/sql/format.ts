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
  return isSameNode(parsed[0]!.node, node) ? sql : undefined
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
  return isSameTree(a, b)
}

function isSameTree(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return a === b
  for (const key in a) if (!placeFields.test(key) && !isSameTree(a[key], b[key])) return false
  for (const key in b)
    if (!placeFields.test(key) && a[key] === undefined && b[key] !== undefined) return false
  return true
}

/** A node, or a list of nodes by their numbers. */
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

const placeFields = /^(location|list_start|list_end|.*_location|.*_len)$/
