import type { Finding } from '../findings/index.ts'
import { type Migration, placeInFile } from '../history/index.ts'

/** Where a placeholder was replaced, what stands behind it on its line is elsewhere in the file. */
export function placeFinding(finding: Finding, pending: readonly Migration[]): Finding {
  const { location } = finding
  const scripts = pending.flatMap(({ up, down }) => [up, down])
  const script = scripts.find(it => it !== undefined && it.file === location?.file)
  if (location === undefined || script?.substitutions === undefined) return finding
  return { ...finding, location: placeInFile(script, location) }
}
