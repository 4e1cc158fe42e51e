import { isFailure, loadParser, parsePlpgsqlText, parseText } from './parser.ts'

/** What the body of a PL/pgSQL function or DO block asks of the database. */
export interface Body {
  /** The SQL statements and expressions in it, as they stand there. */
  queries: string[]
  /** Every name in them: of tables, columns, functions, types. */
  names: Set<string>
  /** Whether it builds SQL at run time, which nobody can know beforehand. */
  hasDynamicSql: boolean
}

/** Reads a body by PL/pgSQL's own parser; `text` is the whole CREATE FUNCTION or DO. Undefined where it does not parse. */
export async function parseBody(text: string): Promise<Body | undefined> {
  await loadParser()
  const functions = parsePlpgsqlText(text)
  if (isFailure(functions)) return undefined
  const queries: string[] = []
  let hasDynamicSql = false
  walk(functions, (key, value) => {
    if (/dynexecute|dynfors|PLpgSQL_stmt_open_dynamic/.test(key)) hasDynamicSql = true
    if (key === 'PLpgSQL_expr') queries.push((value as { query: string }).query)
  })
  return { queries, names: new Set(queries.flatMap(collectNames)), hasDynamicSql }
}

/** An expression or the right side of an assignment is parsed as what it would be as a query. */
function collectNames(query: string): string[] {
  const candidates = [query, `select ${query}`, `select ${query.replace(/^[^=]*?:?=/, '')}`]
  for (const candidate of candidates) {
    const statements = parseText(candidate)
    if (isFailure(statements)) continue
    const names: string[] = []
    walk(statements, (key, value) => {
      if (/^(sval|relname|schemaname|name|colname)$/.test(key) && typeof value === 'string') names.push(value)
    })
    return names
  }
  return []
}

function walk(tree: unknown, visit: (key: string, value: unknown) => void): void {
  if (typeof tree !== 'object' || tree === null) return
  for (const [key, value] of Object.entries(tree)) {
    visit(key, value)
    walk(value, visit)
  }
}
