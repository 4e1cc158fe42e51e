import { byteOffsetReader } from './byte-offsets.ts'
import { isFailure, parsePlpgsqlText, scanText } from './parser.ts'
import type { BodyPlace, PlpgsqlBody, PlpgsqlVariable } from './plpgsql.ts'
import { type RawNode, readPlpgsqlStatements } from './plpgsql-statements.ts'

/**
 * Reads a body by PL/pgSQL's own parser; `text` is the whole CREATE FUNCTION, CREATE PROCEDURE or DO. Undefined where it is
 * in another language or does not parse. The parser must be loaded.
 */
export function readPlpgsql(text: string): PlpgsqlBody | undefined {
  const functions = parsePlpgsqlText(text)
  if (isFailure(functions)) return undefined
  const { datums = [], action } = (functions[0] as { PLpgSQL_function: RawNode }).PLpgSQL_function ?? {}
  if (action === undefined) return undefined
  const place = bodyPlace(text)
  const statement = readPlpgsqlStatements([action], datums, place)[0]
  return statement?.kind === 'block'
    ? { variables: readVariables(datums as RawNode[], place), block: statement }
    : undefined
}

function bodyPlace(text: string): BodyPlace {
  const start = bodyStart(text)
  return {
    text,
    lineStart(line) {
      let offset = start
      for (let i = 1; i < line; i++) offset = text.indexOf('\n', offset) + 1
      return offset
    },
  }
}

/** Where the string with the body begins, after its quote: the one that follows AS, or the only one of a DO. */
function bodyStart(text: string): number {
  const tokens = scanText(text) ?? []
  const isString = (i: number) => tokens[i]?.tokenName === 'SCONST'
  const followsAs = tokens.findIndex((_, i) => isString(i) && tokens[i - 1]?.tokenName === 'AS')
  const ofDo = tokens.findIndex((_, i) => isString(i) && tokens[i - 1]?.tokenName !== 'LANGUAGE')
  const token = tokens[followsAs < 0 ? ofDo : followsAs]
  if (token === undefined) return 0
  const start = byteOffsetReader(text)(token.start)
  return start + (/^(\$[^$]*\$|e?')/i.exec(text.slice(start, start + 70))?.[0].length ?? 0)
}

/** Cases store what they compare in a variable, and PL/pgSQL's own have no line either. */
function readVariables(datums: readonly RawNode[], place: BodyPlace): PlpgsqlVariable[] {
  const found = datums.findIndex(datum => datum.PLpgSQL_var?.refname === 'found')
  return datums.flatMap((datum, i) => {
    const variable: RawNode = datum.PLpgSQL_var ?? datum.PLpgSQL_rec ?? {}
    const { refname, lineno = 0, datatype, isconst = false, default_val, cursor_explicit_expr } = variable
    const isOwn = refname === undefined || /^__Case__|^(found|sqlstate|sqlerrm|tg_\w+)$/.test(refname)
    if (isOwn || refname === '(unnamed row)') return []
    return [
      {
        name: refname,
        type: datatype?.PLpgSQL_type?.typname,
        isArgument: i < found,
        isConstant: isconst,
        initial: default_val?.PLpgSQL_expr?.query,
        query: cursor_explicit_expr?.PLpgSQL_expr?.query,
        start: place.lineStart(lineno),
      },
    ]
  })
}
