/**
 * Any value with the characters in its texts made visible that would steer a terminal or deceive a reader:
 * control characters (escape sequences among them), those that reverse the direction of writing, and halves
 * of surrogate pairs. Line ends stay; a tab becomes spaces.
 */
export function makeVisible<T>(value: T): T {
  if (typeof value === 'string') return showControls(value) as T
  if (Array.isArray(value)) return value.map(makeVisible) as T
  if (value instanceof Map)
    return new Map([...value].map(([key, text]) => [makeVisible(key), makeVisible(text)])) as T
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [showControls(key), makeVisible(item)]),
    ) as T
  }
  return value
}

function showControls(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(steering, character => pictures[character] ?? '\uFFFD')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be found
const steering = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/gu

const pictures: Record<string, string> = {
  '\t': '  ',
  '\u001B': '\u241B',
  '\r': '\u240D',
  '\u0000': '\u2400',
}
