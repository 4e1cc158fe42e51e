/** A tag or a text of an HTML or XML document, entities decoded. */
export type Token =
  | { kind: 'open' | 'close' | 'empty'; name: string; attributes: Record<string, string> }
  | { kind: 'text'; text: string }

const tag = /<(?<close>\/?)(?<name>[a-z][\w-]*)(?<attributes>(?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*(?<empty>\/?)>/y
const prolog = /<(?:!doctype html|\?xml [^<>]*\?)>/y
const text = /[^<]+/y

/** Reads strictly: what is neither a whole tag with quoted attributes nor free of `<` throws. */
export function readMarkup(document: string): Token[] {
  const tokens: Token[] = []
  let position = 0
  const take = (pattern: RegExp) => {
    pattern.lastIndex = position
    const match = pattern.exec(document)
    if (match !== null) position = pattern.lastIndex
    return match
  }
  while (position < document.length) {
    if (take(prolog)) continue
    const words = take(text)
    if (words !== null) {
      tokens.push({ kind: 'text', text: decode(words[0]) })
      continue
    }
    const found = take(tag)
    if (found === null)
      throw new Error(`no markup at ${position}: ${document.slice(position, position + 60)}`)
    const { close, name, attributes, empty } = found.groups as Record<string, string>
    const kind = close ? 'close' : empty ? 'empty' : 'open'
    tokens.push({ kind, name: name!, attributes: readAttributes(attributes!) })
    if (kind === 'open' && (name === 'style' || name === 'script')) {
      const end = document.indexOf(`</${name}>`, position)
      tokens.push({ kind: 'text', text: document.slice(position, end) })
      position = end
    }
  }
  return tokens
}

function readAttributes(list: string): Record<string, string> {
  return Object.fromEntries(
    [...list.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, key, value = '']) => [key, decode(value)]),
  )
}

function decode(text: string): string {
  const rest = text.replace(/&#\d+;/g, '')
  if (rest.includes('&')) throw new Error(`a bare & in ${text.slice(0, 60)}`)
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
}

/** Throws unless every element is closed in order; `voids` have no closing tag. */
export function checkNesting(tokens: readonly Token[], voids: readonly string[] = []): void {
  const open: string[] = []
  for (const token of tokens) {
    if (token.kind === 'open' && !voids.includes(token.name)) open.push(token.name)
    if (token.kind === 'close' && open.pop() !== token.name)
      throw new Error(`</${token.name}> closes nothing`)
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(', ')}`)
}

/** The document without its texts: tags and names of attributes. */
export function skeleton(tokens: readonly Token[]): string {
  return tokens
    .map(token =>
      token.kind === 'text' ? '' : `${token.kind} ${token.name} ${Object.keys(token.attributes).join(' ')}`,
    )
    .filter(line => line !== '')
    .join('\n')
}

export function textOf(tokens: readonly Token[]): string {
  return tokens.map(token => (token.kind === 'text' ? token.text : '')).join('')
}
