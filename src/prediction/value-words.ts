/** A value of SQL as far as names and conditions need it; a list is an array. */
export type Value = string | number | boolean | null | Value[]

/** What an operator gives; null in, null out, and undefined where a side is not known. */
export function compareValues(
  operator: string,
  left: Value | undefined,
  right: Value | undefined,
): Value | undefined {
  if (left === undefined || right === undefined) return undefined
  if (left === null || right === null) return null
  if (operator === '||') return joinValues(left, right)
  const operate = operators[operator]
  return operate?.(left, right)
}

const operators: Record<string, (left: Value, right: Value) => Value | undefined> = {
  '=': (left, right) => String(left) === String(right),
  '<>': (left, right) => String(left) !== String(right),
  '<': (left, right) => order(left, right, difference => difference < 0),
  '<=': (left, right) => order(left, right, difference => difference <= 0),
  '>': (left, right) => order(left, right, difference => difference > 0),
  '>=': (left, right) => order(left, right, difference => difference >= 0),
  '+': (left, right) => compute(left, right, (a, b) => a + b),
  '-': (left, right) => compute(left, right, (a, b) => a - b),
  '*': (left, right) => compute(left, right, (a, b) => a * b),
  '~': (left, right) => matches(left, right, ''),
  '~*': (left, right) => matches(left, right, 'i'),
  '!~': (left, right) => negate(matches(left, right, '')),
  '!~*': (left, right) => negate(matches(left, right, 'i')),
}

/** LIKE is `~~` to the server, ILIKE `~~*`, and with `!` before it the negation. */
export function matchesPattern(
  operator: string,
  text: Value | undefined,
  pattern: Value | undefined,
): Value | undefined {
  if (text === undefined || pattern === undefined) return undefined
  if (text === null || pattern === null) return null
  const source = String(pattern).replace(/\\?[\s\S]/g, character => {
    if (character === '%') return '[\\s\\S]*'
    return character === '_' ? '[\\s\\S]' : character.slice(-1).replace(/[^\w]/, '\\$&')
  })
  const isMatch = new RegExp(`^${source}$`, operator.endsWith('*') ? 'i' : '').test(String(text))
  return isMatch !== operator.startsWith('!')
}

/** Numbers are ordered alike everywhere, texts by the collation of the database. */
function order(left: Value, right: Value, judge: (difference: number) => boolean): Value | undefined {
  return compute(left, right, (a, b) => a - b, judge)
}

function compute(
  left: Value,
  right: Value,
  operate: (a: number, b: number) => number,
  judge: (result: number) => Value = result => result,
): Value | undefined {
  return typeof left === 'number' && typeof right === 'number' ? judge(operate(left, right)) : undefined
}

function joinValues(left: Value, right: Value): Value {
  if (!Array.isArray(left) && !Array.isArray(right)) return `${formatValue(left)}${formatValue(right)}`
  return [left, right].flat()
}

/** A regular expression of the server that means the same in JavaScript. */
function matches(text: Value, pattern: Value, flags: string): boolean | undefined {
  if (!/^[\w\s^$.|()*+?-]*$/.test(String(pattern))) return undefined
  return new RegExp(String(pattern), flags).test(String(text))
}

function negate(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value
}

/** As a cast to text writes it. */
export function formatValue(value: Value): string {
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (Array.isArray(value)) return `{${value.map(formatValue).join(',')}}`
  return value === null ? '' : String(value)
}
