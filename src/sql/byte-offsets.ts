/**
 * Turns UTF-8 byte offsets into UTF-16 offsets of the same text. Offsets must be asked for in rising order,
 * so that a file is walked once.
 */
export function byteOffsetReader(text: string): (byteOffset: number) => number {
  const bytes = Buffer.from(text)
  if (bytes.length === text.length) return byteOffset => byteOffset
  let byte = 0
  let unit = 0
  return byteOffset => {
    if (byteOffset < byte) throw new RangeError(`byte offset ${byteOffset} is before ${byte}`)
    unit += bytes.toString('utf8', byte, byteOffset).length
    byte = byteOffset
    return unit
  }
}
