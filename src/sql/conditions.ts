import type { Node, ScanToken } from 'libpg-query'
import { isSameNode } from './format.ts'
import { insideOf, nameOf, parseNodes } from './node.ts'
import { scanText } from './parser.ts'
import type { Statement } from './statement.ts'

/**
 * An UPDATE, DELETE or INSERT … SELECT as a text with a place for one more condition in its WHERE; everything else stays as it
 * was written. What it makes is parsed and compared with the tree that it should be: undefined where that is another one,
 * as for a statement that goes on after its WHERE.
 */
export function conditionSlot(statement: Statement): ((condition: string) => string) | undefined {
  const region = findRegion(statement)
  if (region === undefined) return undefined
  const { head, own, tail } = region
  const fill = (condition: string) =>
    `${head}\nwhere (${condition})${own === undefined ? '' : ` and (${own})`}${tail}`
  const [made] = parseNodes(fill('true')) ?? []
  return made !== undefined && isSameNode(made, withCondition(statement.node)) ? fill : undefined
}

interface Region {
  head: string
  /** The condition that it has. */
  own: string | undefined
  tail: string
}

function findRegion({ node, text, startByte }: Statement): Region | undefined {
  const tokens = (scanText(text) ?? []).filter(({ tokenName }) => !tokenName.endsWith('COMMENT'))
  const from = findStart(node, tokens, startByte)
  if (from === undefined) return undefined
  let depth = 0
  let where: ScanToken | undefined
  let last = tokens[from]!
  for (const [index, token] of tokens.entries()) {
    if (index < from) continue
    depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0
    const isAtTop = depth === 0
    if (depth < 0 || (isAtTop && isWord(token, 'on') && isWord(tokens[index + 1], 'conflict'))) break
    if (isAtTop && isWord(token, 'where')) where ??= token
    last = token
  }
  const bytes = Buffer.from(text)
  return {
    head: bytes.toString('utf8', 0, where?.start ?? last.end),
    own: where && bytes.toString('utf8', where.end, last.end).trim(),
    tail: bytes.toString('utf8', last.end),
  }
}

/** The scanner does not name every keyword; the text of what is quoted has its quotes. */
function isWord(token: ScanToken | undefined, word: string): boolean {
  return token?.text.toLowerCase() === word
}

/** The token from which the clauses are looked for: the first of what an INSERT selects, else the first of all. */
function findStart(node: Node, tokens: readonly ScanToken[], startByte: number): number | undefined {
  const select = insideOf(insideOf(node, 'InsertStmt')?.selectStmt, 'SelectStmt')
  if (select === undefined) return 0
  const first = insideOf(select.targetList?.[0], 'ResTarget')?.location
  const index = tokens.findIndex(({ start }) => start === (first ?? -1) - startByte)
  return index < 0 ? undefined : index
}

/** The tree of a statement with `true` as one more condition. */
function withCondition(node: Node): Node {
  const name = nameOf(node)
  const inner = Object.values(node)[0] as { whereClause?: Node; selectStmt?: Node }
  const changed =
    name === 'InsertStmt'
      ? { ...inner, selectStmt: withCondition(inner.selectStmt!) }
      : { ...inner, whereClause: both(inner.whereClause) }
  return { [name]: changed } as unknown as Node
}

function both(own: Node | undefined): Node {
  const added: Node = { A_Const: { boolval: { boolval: true } } }
  return own === undefined ? added : { BoolExpr: { boolop: 'AND_EXPR', args: [added, own] } }
}
