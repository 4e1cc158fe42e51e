/**
 * Turns UTF-8 byte offsets into UTF-16 offsets of the same text. Offsets must be asked for in rising order,
 * so that a file is walked once.
 */
export function byteOffsetReader(text: string): (byteOffset: number) => number {
  if (Buffer.byteLength(text) === text.length) return byteOffset => byteOffset
  const bytes = Buffer.from(text)
  let byte = 0
  let unit = 0
  return byteOffset => {
    if (byteOffset < byte) throw new RangeError(`byte offset ${byteOffset} is before ${byte}`)
    unit += bytes.toString('utf8', byte, byteOffset).length
    byte = byteOffset
    return unit
  }
}
