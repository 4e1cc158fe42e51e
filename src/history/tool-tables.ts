import { quoteQualified } from '../sql/index.ts'
import type { Folder } from './folder.ts'

/** A table by what a tool quotes when it writes its name. */
export function quoteTable(table: string | undefined, schema?: string): string | undefined {
  if (table === undefined) return undefined
  return quoteQualified(...(schema === undefined ? [] : [schema]), table)
}

/** The value of a variable in the `.env` that stands beside the migrations or above. */
export function readDotEnv(folder: Folder, name: string): string | undefined {
  return readProperty(folder.above('.env'), `(?:export\\s+)?${name}`)
}

/** The value of the first line that gives one to a name, a regular expression; `=` or `:` between them, and quotes around it, do not count. */
export function readProperty(text: string | undefined, name: string): string | undefined {
  const line = new RegExp(`^[ \\t]*(?:${name})[ \\t]*[=:][ \\t]*["']?([^"'\\s#]+)`, 'im')
  return line.exec(text ?? '')?.[1]
}
