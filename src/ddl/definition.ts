import { quoteLiteral } from '../sql/index.ts'

/** `(STYPE = integer, INITCOND = '0')`: the form in which types, operators and their like are defined. */
export function describeDefinition(entries: Record<string, string | false | undefined>): string {
  const written = Object.entries(entries).filter(([, value]) => value !== undefined && value !== false)
  return `(${written.map(([name, value]) => `${name} = ${value}`).join(', ')})`
}

export function literal(text: string): string
export function literal(text: string | undefined): string | undefined
export function literal(text: string | undefined): string | undefined {
  return text === undefined ? undefined : quoteLiteral(text).trim()
}
