import { createHash } from 'node:crypto'

/** SHA-256 of a script as it counts: line ends and what is blank around it do not. */
export function hashScript(text: string): string {
  return hashText(text.replaceAll('\r\n', '\n').trim())
}

/** SHA-256 of the first statements of a script, however many, without what stands between them. */
export function prefixHasher(
  statements: readonly { text: string; copyData?: string }[],
): (count: number) => string {
  let hash = createHash('sha256')
  let hashed = 0
  return count => {
    if (count < hashed) [hash, hashed] = [createHash('sha256'), 0]
    for (; hashed < count; hashed++) {
      const { text, copyData } = statements[hashed]!
      hash.update(JSON.stringify([text.replaceAll('\r\n', '\n'), copyData]))
    }
    return hash.copy().digest('hex')
  }
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
