import type { Finding } from '../findings/index.ts'
import { type Migration, type PendingScripts, placeInFile } from '../history/index.ts'

/** Where a placeholder was replaced, what stands behind it on its line is elsewhere in the file. */
export function placeFindings(findings: readonly Finding[], pending: readonly Migration[]): Finding[] {
  const scripts = new Map(
    pending
      .flatMap(({ up, down }) => [up, down])
      .flatMap(script => [script, ...(script?.first ?? []), ...(script?.last ?? [])])
      .flatMap(script => (script?.substitutions === undefined ? [] : [[script.file, script] as const])),
  )
  const placed = findings.map(finding => {
    const { location } = finding
    const script = scripts.get(location?.file ?? '')
    if (location === undefined || script === undefined) return finding
    return { ...finding, location: placeInFile(script, location) }
  })
  return hasHooks(pending) ? tellOnce(placed) : placed
}

function hasHooks(pending: readonly Migration[]): boolean {
  return pending.some(({ up, down }) => [up, down].some(it => it?.first?.length || it?.last?.length))
}

/** What is wrong with a hook is found again with each migration. */
function tellOnce(findings: readonly Finding[]): Finding[] {
  const byPlace = new Map(
    findings.map(it => [
      JSON.stringify(it.location === undefined ? it : [it.check, it.message, it.location]),
      it,
    ]),
  )
  return [...byPlace.values()]
}

/** The files of migrations, in the order in which they run. */
export function filesOf(scripts: readonly Pick<PendingScripts, 'migration'>[]): string[] {
  return scripts.flatMap(({ migration: { up, down } }) =>
    down === undefined ? [up.file] : [up.file, down.file],
  )
}

/** Findings in the order of the files and of the places in them. */
export function sortByPlace(findings: readonly Finding[], files: readonly string[]): Finding[] {
  const ranks = new Map(files.map((file, rank) => [file, rank]))
  const rankOf = ({ location }: Finding) => ranks.get(location?.file ?? '') ?? -1
  return findings.toSorted((a, b) => {
    const [left, right] = [a.location, b.location]
    return (
      rankOf(a) - rankOf(b) ||
      (left?.line ?? 0) - (right?.line ?? 0) ||
      (left?.column ?? 0) - (right?.column ?? 0)
    )
  })
}
