import { type Location, locate } from '../base/index.ts'
import type { Script } from '../history/index.ts'

/** The first character of a script that is not blank. */
export function startOf({ file, text }: Script): Location {
  const start = Math.max(0, text.search(/\S/))
  return locate(file, text, start, Math.min(start + 1, text.length))
}
