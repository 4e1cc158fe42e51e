/** A value as JSON with a line end, indented unless it shall stand on one line. */
export function toJson(value: unknown, isOneLine = false): string {
  return `${JSON.stringify(value, plainValue, isOneLine ? 0 : 2)}\n`
}

/** JSON has no bigint; a count that does not fit a number exactly is written as text. */
function plainValue(_key: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
}
