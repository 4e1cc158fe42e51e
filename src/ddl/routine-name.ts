/** `shop.total` of `shop.total(integer,integer)`; a quoted name may hold a parenthesis. */
export function withoutArguments(routine: string): string
export function withoutArguments(routine: string | undefined): string | undefined
export function withoutArguments(routine: string | undefined): string | undefined {
  return routine === undefined ? undefined : /^(?:"(?:[^"]|"")*"|[^"(])*/.exec(routine)![0]
}
