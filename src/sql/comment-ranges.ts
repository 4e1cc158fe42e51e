/** What begins a comment or something in which none can begin. */
const openings = /--[^\r\n]*|\/\*|[eE]?'|"|\$(?:[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]*)?\$/g

export interface CommentRanges {
  /** As `[start, end)`. */
  comments: [start: number, end: number][]
  /** Where a string, a name or a comment opens that nothing closes. */
  unclosedAt?: number
  /** Whether only PostgreSQL's scanner can tell: a string has backslashes, a number stands before a `$`. */
  isDoubtful: boolean
}

/** Where the comments of a text are. Many times faster than asking the scanner, and tests hold it to the scanner's answers. */
export function findCommentRanges(text: string): CommentRanges {
  const found: CommentRanges = { comments: [], isDoubtful: false }
  openings.lastIndex = 0
  for (let match = openings.exec(text); match !== null; match = openings.exec(text)) {
    const [opening] = match
    const start = match.index
    if (opening.startsWith('--')) {
      found.comments.push([start, openings.lastIndex])
      continue
    }
    if (opening[0] === '$') {
      const before = wordBefore(text, start)
      // A number or a parameter ends at a `$`, but only the scanner knows all of those.
      if (/^[\d$]/.test(before)) found.isDoubtful = true
      else if (before !== '') {
        // `a$b$` is a name; what follows its first `$` may still open a string.
        openings.lastIndex = start + 1
        continue
      }
    }
    const end = findEnd(text, opening, start)
    if (end === undefined) return { ...found, unclosedAt: start }
    if (opening === '/*') found.comments.push([start, end])
    found.isDoubtful ||= /^e'/i.test(opening) && text.slice(start, end).includes('\\')
    openings.lastIndex = end
  }
  return found
}

function wordBefore(text: string, end: number): string {
  let start = end
  while (/[\w$\u0080-\uFFFF]/.test(text[start - 1] ?? ' ')) start--
  return text.slice(start, end)
}

function findEnd(text: string, opening: string, start: number): number | undefined {
  const inside = start + opening.length
  if (opening === '/*') return endOfBlock(text, inside)
  if (opening[0] === '$') return after(text, opening, inside)
  return endOfQuoted(text, opening.at(-1)!, inside)
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
