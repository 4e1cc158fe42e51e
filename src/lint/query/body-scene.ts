import type { Location } from '../../base/index.ts'
import type { Model } from '../../prediction/index.ts'
import {
  insideOf,
  listPlpgsqlStatements,
  locateWithin,
  type Node,
  type NodeOf,
  type ParsedText,
  type PlpgsqlBody,
  type PlpgsqlStatement,
  parseNodes,
  readPlpgsql,
  readRoutineText,
  type Statement,
} from '../../sql/index.ts'
import type { Block } from './block.ts'
import { readBlocks, readCondition } from './blocks.ts'

/** The body of a PL/pgSQL function, procedure or DO block as a rule sees it. */
export interface BodyScene {
  body: PlpgsqlBody
  /** Its text. */
  text: string
  /** All statements of the body, in the order of the text. */
  statements: PlpgsqlStatement[]
  /** Nothing for a DO block. */
  routine?: NodeOf<'CreateFunctionStmt'>
  statement: Statement
  model: Model
  /** Every query and expression in the body. */
  parts: BodyPart[]
  /** Where a statement of the body, or what begins at an offset, is in the file: its first line. */
  at(it: { start: number }): Location
}

/** A query, or an expression as the SELECT that it would be. */
export interface BodyPart {
  of: PlpgsqlStatement
  isExpression: boolean
  node: Node
  text: ParsedText
}

/** Reads a body; nothing for another language or statement. */
export function readBodyScene(statement: Statement, model: Model): BodyScene | undefined {
  const source = readRoutineText(statement)
  if (source?.language !== 'plpgsql') return undefined
  const body = readPlpgsql(statement.text)
  if (body === undefined) return undefined
  const statements = listPlpgsqlStatements(body.block)
  const at = ({ start }: { start: number }) => locateLine(statement, start)
  return {
    body,
    text: source.text,
    statements,
    routine: insideOf(statement.node, 'CreateFunctionStmt'),
    ...{ statement, model, at },
    parts: statements.flatMap(of =>
      textsIn(of).flatMap(({ text, isExpression }) => {
        const part = parsePart(statement, of, text, isExpression)
        return part === undefined
          ? []
          : [{ of, isExpression, ...part, text: { ...part.text, place: at(of) } }]
      }),
    ),
  }
}

/** The blocks in the queries of a body; what is no query is a condition. */
export function blocksOfPart({ isExpression, node }: BodyPart, model: Model): Block[] {
  const select = insideOf(node, 'SelectStmt')
  const value = insideOf(select?.targetList?.[0], 'ResTarget')?.val
  if (isExpression && value !== undefined && select?.fromClause === undefined)
    return readCondition(value, undefined, model)
  return readBlocks(node, model, 'routine')
}

function parsePart(statement: Statement, of: PlpgsqlStatement, query: string, isExpression: boolean) {
  const text = isExpression ? query : query.replace(/^select /i, '')
  const prefix = text === query && !isExpression ? '' : 'select '
  const [node] = parseNodes(prefix + text) ?? []
  if (node === undefined) return undefined
  const offset = statement.text.indexOf(text, of.start)
  const isHere = offset >= 0 && (isExpression || offset < of.start + 20)
  return { node, text: { statement, text, startByte: prefix.length, offset: isHere ? offset : undefined } }
}

function textsIn(it: PlpgsqlStatement): { text: string; isExpression: boolean }[] {
  const queries = (...texts: (string | undefined)[]) => mark(texts, false)
  const expressions = (...texts: (string | undefined)[]) => mark(texts, true)
  switch (it.kind) {
    case 'sql':
    case 'perform':
    case 'call':
      return queries(it.query)
    case 'return query':
    case 'open':
      return [...queries(it.query), ...expressions(it.expression)]
    case 'loop':
      if (it.over === 'query') return queries(it.source[0])
      return it.over === 'cursor' ? [] : expressions(...it.source)
    case 'if':
    case 'case':
      return expressions(...it.branches.map(({ condition }) => condition))
    case 'execute':
      return expressions(it.expression, ...it.using)
    case 'assign':
    case 'return':
      return expressions(it.expression)
    case 'raise':
      return expressions(...it.parameters, ...it.options.map(({ expression }) => expression))
    case 'exit':
    case 'continue':
    case 'assert':
      return expressions(it.condition)
    default:
      return []
  }
}

function mark(texts: readonly (string | undefined)[], isExpression: boolean) {
  return texts.flatMap(text => (text === undefined ? [] : [{ text, isExpression }]))
}

function locateLine(statement: Statement, start: number): Location {
  const lineEnd = statement.text.indexOf('\n', start)
  const line = statement.text.slice(start, lineEnd < 0 ? undefined : lineEnd)
  return locateWithin(statement, start, start + line.trimEnd().length)
}
