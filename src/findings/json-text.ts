/** A value as indented JSON with a line end. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, plainValue, 2)}\n`
}

/** JSON has no bigint; a count that does not fit a number exactly is written as text. */
function plainValue(_key: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
}
