/** Whether a word has characters that stand for others. */
export function isGlob(word: string): boolean {
  return /[*?[{]/.test(word)
}

/**
 * What matches the paths that a glob means: `*` and `?` stay inside of a name, `**` is any number of folders, `{a,b}` is
 * either, `[a-z]` one character of these. Paths have `/` between names.
 */
export function parseGlob(glob: string): RegExp {
  let depth = 0
  const source = glob.replace(tokens, token => {
    if (token === '{') depth++
    else if (token === '}' && depth > 0) depth--
    else if (token === ',') return depth > 0 ? '|' : ','
    else return meanings[token] ?? readOther(token)
    return token === '{' ? '(?:' : ')'
  })
  return new RegExp(`^${source}${')'.repeat(depth)}$`, 's')
}

const tokens = /\*\*\/|\*\*|\*|\?|\[!?[^\]/]+\]|[{},\\^$.+()[\]|]/g

const meanings: Record<string, string> = {
  '**/': '(?:[^/]+/)*',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
}

function readOther(token: string): string {
  if (token.length > 1) return token.replace(/^\[!/, '[^').replaceAll('\\', '\\\\')
  return `\\${token}`
}
