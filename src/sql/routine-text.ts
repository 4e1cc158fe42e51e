import type { CreateFunctionStmt, DoStmt, Node } from 'libpg-query'
import { insideOf, stringsOf } from './node.ts'
import { isFailure, parseText, scanText } from './parser.ts'
import type { ParsedText } from './place.ts'
import type { Statement } from './statement.ts'

/** The text of a function, procedure or DO block, and where it stands. */
export interface RoutineText extends ParsedText {
  language: string
}

/** Reads `AS '…'` of a CREATE FUNCTION or the text of a DO; nothing where the body is another or is in an object file. */
export function readRoutineText(statement: Statement): RoutineText | undefined {
  const routine = insideOf(statement.node, 'CreateFunctionStmt') ?? insideOf(statement.node, 'DoStmt')
  if (routine === undefined) return undefined
  const [as] = optionsOf(routine, 'as')
  const text = as && textsIn(as.arg)
  if (as === undefined || text?.length !== 1) return undefined
  const [language] = optionsOf(routine, 'language').flatMap(({ arg }) => textsIn(arg))
  return {
    statement,
    text: text[0]!,
    startByte: 0,
    offset: findText(statement, (as.location ?? 0) - statement.startByte, text[0]!),
    language: (language ?? ('DoStmt' in statement.node ? 'plpgsql' : 'sql')).toLowerCase(),
  }
}

/** The statements of a function or procedure in SQL whose body is a string. */
export function parseRoutineText(statement: Statement): { node: Node; text: ParsedText }[] {
  const text = readRoutineText(statement)
  if (text?.language !== 'sql') return []
  const statements = parseText(text.text)
  return isFailure(statements) ? [] : statements.map(({ node }) => ({ node, text }))
}

function optionsOf(routine: CreateFunctionStmt | DoStmt, name: string) {
  const options = 'options' in routine ? routine.options : (routine as DoStmt).args
  return (options ?? []).flatMap(node => insideOf(node, 'DefElem') ?? []).filter(it => it.defname === name)
}

function textsIn(node: Node | undefined): string[] {
  const items = insideOf(node, 'List')?.items
  return stringsOf(items ?? (node === undefined ? [] : [node]))
}

/** The first string after a byte; nothing where quotes or backslashes in it are written twice. */
function findText(statement: Statement, fromByte: number, text: string): number | undefined {
  const token = scanText(statement.text)?.find(
    ({ tokenName, start }) => tokenName === 'SCONST' && start >= fromByte,
  )
  if (token === undefined) return undefined
  const start = Buffer.from(statement.text).toString('utf8', 0, token.start).length
  const [opening = ''] = /^(\$[^$]*\$|'|)/.exec(statement.text.slice(start)) ?? []
  const at = start + opening.length
  return statement.text.startsWith(text, at) ? at : undefined
}

/** The words of a text as the server's scanner has them: names in small letters where they are not quoted, `$1`. */
export function scanWords(text: string): string[] {
  const bytes = Buffer.from(text)
  return (scanText(text) ?? [])
    .filter(({ tokenName }) => !/COMMENT$|^SCONST$/.test(tokenName))
    .map(({ start, end }) => bytes.toString('utf8', start, end))
    .map(word => (word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') : word.toLowerCase()))
}
