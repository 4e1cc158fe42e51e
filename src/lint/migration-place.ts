import { type Location, locate } from '../base/index.ts'
import type { PendingScripts, Script } from '../history/index.ts'

/** Where a finding about a whole up migration stands: at its first statement. */
export function placeOfUp({ migration, up }: PendingScripts): Location {
  return up.statements[0]?.location ?? topOf(migration.up)
}

/** Where a finding about a whole down migration stands; where there is none, at the up migration. */
export function placeOfDown(scripts: PendingScripts): Location {
  const { migration, down } = scripts
  if (migration.down === undefined) return placeOfUp(scripts)
  return down?.statements[0]?.location ?? topOf(migration.down)
}

function topOf({ file, text }: Script): Location {
  return locate(file, text, 0, 0)
}
