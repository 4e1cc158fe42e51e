import { quoteIdentifier, quoteLiteral } from '../sql/index.ts'
import { formatValue, type Value } from './value-words.ts'

/** The functions with which programs put SQL together; undefined for any other, and where the server would have to say. */
export function callFunction(name: string, args: Value[]): Value | undefined {
  const call = functions[name]
  return call === undefined ? undefined : call(args)
}

const functions: Record<string, (args: Value[]) => Value | undefined> = {
  format: ([template, ...args]) => (typeof template === 'string' ? format(template, args) : null),
  quote_ident: ([name]) => (name == null ? null : quoteIdentifier(formatValue(name))),
  quote_literal: ([value]) => (value == null ? null : quoteLiteral(formatValue(value))),
  quote_nullable: ([value]) => (value == null ? 'NULL' : quoteLiteral(formatValue(value))),
  concat: args => args.map(formatValue).join(''),
  concat_ws: ([separator, ...args]) =>
    args
      .filter(arg => arg !== null)
      .map(formatValue)
      .join(formatValue(separator ?? '')),
  lower: ([text]) => mapText(text, it => it.toLowerCase()),
  upper: ([text]) => mapText(text, it => it.toUpperCase()),
  trim: ([text]) => mapText(text, it => it.trim()),
  btrim: ([text]) => mapText(text, it => it.trim()),
  chr: ([code]) => (typeof code === 'number' ? String.fromCodePoint(code) : undefined),
  length: ([text]) => (text == null ? null : [...formatValue(text)].length),
  replace: ([text, from, to]) =>
    mapText(text, it => it.replaceAll(formatValue(from ?? ''), () => formatValue(to ?? ''))),
  array_length: ([array]) => (Array.isArray(array) && array.length > 0 ? array.length : null),
  cardinality: ([array]) => (Array.isArray(array) ? array.length : null),
  string_to_array: ([text, separator]) =>
    typeof text === 'string' && typeof separator === 'string' ? text.split(separator) : undefined,
  array_to_string: ([array, separator]) =>
    Array.isArray(array) ? array.map(formatValue).join(formatValue(separator ?? '')) : undefined,
}

function mapText(value: Value | undefined, map: (text: string) => string): Value | undefined {
  if (value === null) return null
  return typeof value === 'string' ? map(value) : undefined
}

/** `format()` with its `%s`, `%I` and `%L`, each with an argument's number or none (manual, "9.4.1 format"). */
function format(template: string, args: readonly Value[]): string | undefined {
  let next = 0
  let isKnown = true
  const text = template.replace(/%(?:%|(?:(\d+)\$)?-?\d*([sIL]))/g, (mark, position, type) => {
    if (mark === '%%') return '%'
    if (position !== undefined) next = Number(position) - 1
    const value = args[next++]
    if (value === undefined || (value === null && type === 'I')) isKnown = false
    if (type === 'I') return quoteIdentifier(formatValue(value ?? ''))
    return type === 'L' ? formatLiteral(value) : formatValue(value ?? '')
  })
  return isKnown ? text : undefined
}

function formatLiteral(value: Value | undefined): string {
  return value == null ? 'NULL' : quoteLiteral(formatValue(value))
}
