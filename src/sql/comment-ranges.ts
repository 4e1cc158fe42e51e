/** What begins a comment or something in which none can begin. */
const openings = /--[^\r\n]*|\/\*|[eE]?'|"|\$(?:[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]*)?\$/g

/**
 * Where the comments of a text are, as `[start, end)`; undefined for what only PostgreSQL's scanner can tell: strings with
 * backslashes, and what is not closed. Several times faster than asking it, and tests hold it to its answers.
 */
export function findCommentRanges(text: string): [start: number, end: number][] | undefined {
  const ranges: [number, number][] = []
  openings.lastIndex = 0
  for (let match = openings.exec(text); match !== null; match = openings.exec(text)) {
    const [opening] = match
    const start = match.index
    if (opening.startsWith('--')) {
      ranges.push([start, openings.lastIndex])
      continue
    }
    if (opening[0] === '$' && isInName(text[start - 1])) {
      // `a$b$` is a name; what follows its first `$` may still open a string.
      openings.lastIndex = start + 1
      continue
    }
    const end = findEnd(text, opening, start)
    if (end === undefined) return undefined
    if (opening === '/*') ranges.push([start, end])
    openings.lastIndex = end
  }
  return ranges
}

function isInName(character = ' '): boolean {
  return /[\w$\u0080-\uFFFF]/.test(character)
}

function findEnd(text: string, opening: string, start: number): number | undefined {
  const inside = start + opening.length
  if (opening === '/*') return endOfBlock(text, inside)
  if (opening[0] === '$') return after(text, opening, inside)
  const end = endOfQuoted(text, opening.at(-1)!, inside)
  // The `e` may be the end of a name, but then a syntax error follows, which is the parser's to tell.
  return opening.length === 2 && text.slice(inside, end).includes('\\') ? undefined : end
}

/** Doubled quotes are part of what is quoted. */
function endOfQuoted(text: string, quote: string, from: number): number | undefined {
  let end = after(text, quote, from)
  while (end !== undefined && text[end] === quote) end = after(text, quote, end + 1)
  return end
}

/** Comments nest. */
function endOfBlock(text: string, from: number): number | undefined {
  let depth = 1
  const marks = /\/\*|\*\//g
  marks.lastIndex = from
  for (let match = marks.exec(text); match !== null; match = marks.exec(text)) {
    depth += match[0] === '/*' ? 1 : -1
    if (depth === 0) return marks.lastIndex
  }
  return undefined
}

function after(text: string, word: string, from: number): number | undefined {
  const found = text.indexOf(word, from)
  return found < 0 ? undefined : found + word.length
}
