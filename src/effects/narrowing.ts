/** How long the text of a value can be: `-9223372036854775808`. */
const longestTexts: Record<string, number> = { boolean: 5, smallint: 6, integer: 11, bigint: 20, uuid: 36 }

/**
 * Whether values of one type may not fit into another, or lose a part. PostgreSQL casts on its own only where nothing is
 * lost (`pg_cast.castcontext = 'i'`), so any other cast may lose something; and so may a smaller length or precision.
 * Everything has a text. Types are as `format_type()` prints them; `isCastFree` says of two whether they are the same but
 * for their length, or cast implicitly.
 */
export function narrows(
  from: string,
  to: string,
  isCastFree: (from: string, to: string) => boolean,
): boolean {
  if (to === 'text' || to === 'character varying') return false
  const longestText = longestTexts[from]
  if (longestText !== undefined && to.startsWith('character')) return limitsOf(to)[0]! < longestText
  return !isCastFree(from, to) || hasSmallerLimit(from, to)
}

/** `varchar(50)` holds less than `varchar(100)`, `numeric(10,4)` fewer digits before the point than `numeric(10,2)`. */
function hasSmallerLimit(from: string, to: string): boolean {
  const [newLimit, newScale = 0] = limitsOf(to)
  const [oldLimit, oldScale = 0] = limitsOf(from)
  if (newLimit === undefined) return false
  if (oldLimit === undefined) return true
  return newLimit - newScale < oldLimit - oldScale || newScale < oldScale
}

function limitsOf(type: string): number[] {
  return (/\(([\d,]+)\)/.exec(type)?.[1] ?? '').split(',').filter(Boolean).map(Number)
}
