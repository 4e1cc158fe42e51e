import type { PairResult } from './pairs.ts'
import type { RoundTrip } from './round-trip.ts'
import { renderTable, seconds } from './table.ts'

interface Place {
  name: string
  major: number
}

export interface CampaignResults {
  trips: (Place & RoundTrip)[]
  pairs: (Place & PairResult)[]
  /** Histories that do not replay from the first migration to the last, with the first error. */
  unread: (Place & { because: string })[]
}

interface Circumstances {
  environment: string
  versions: readonly string[]
  seed: string
  date: Date
}

export function renderResults(
  { trips, pairs, unread }: CampaignResults,
  circumstances: Circumstances,
): string {
  const { environment, versions, seed, date } = circumstances
  const isWhole = ({ faults }: { faults: readonly string[] }) => faults.length === 0
  const losses = pairs.flatMap(pair => pair.losses.needless.map(it => `${describePair(pair)}: ${it}`))
  const mistakes = pairs.flatMap(pair => pair.losses.mistaken.map(it => `${describePair(pair)}: ${it}`))
  const renames = pairs.reduce((sum, { losses }) => sum + losses.renames, 0)
  return `# Round trips

Whether a dump makes the same database, and a script of differences another version of it. Written by
\`npm run campaign -- --regression <folder> --from <folder of checkouts>\`; nothing of the projects is kept here.

${environment} · servers ${versions.join(', ')} · ${date.toISOString().slice(0, 10)} · seed ${seed}

## Dumps

A database is dumped with its roles, as one file and as a folder of one file per object; psql restores each on a server
with nothing in it. It came back when both copies have the same catalog and the dump of the copy has the same bytes.
*Planned* is the time from the catalog in memory to the ordered statements.

${trips.filter(isWhole).length} of ${trips.length} came back.

${renderTable(['Database', 'PostgreSQL #', 'Objects #', 'Statements #', 'Planned #', 'Came back'], trips.map(renderTrip))}

## Differences between versions

Random pairs of versions of each history, both ways: the script that \`pgwright diff --sql\` writes is run on a disposable copy
of the one and must end in the other. What the history itself did to the data is known by identifiers that no rename
changes: a script *loses needlessly* what it drops although the same table or column is in the target under some name,
and *renames by mistake* what is another thing there. Renames are guesses, and every script says which it makes.

${pairs.filter(isWhole).length} of ${pairs.length} scripts end in the target. Of ${renames} renames ${mistakes.length} are mistaken; ${losses.length} of
${pairs.reduce((sum, { losses }) => sum + losses.count, 0)} losses are needless.

${renderTable(['Database', 'PostgreSQL #', 'Pairs #', 'In the target #', 'Statements #', 'Slowest #'], summarizePairs(pairs))}

${renderList(
  'What remains different',
  pairs.filter(it => !isWhole(it)).flatMap(pair => pair.faults.map(it => `${describePair(pair)}: ${it}`)),
)}

${renderList('Lost needlessly', losses)}

${renderList('Renamed by mistake', mistakes)}

${renderList(
  'Histories that do not replay whole',
  unread.map(({ name, major, because }) => `${name}, ${major}: ${because}`),
)}
`
}

function renderTrip({ name, major, objects, statements, planMs, faults }: Place & RoundTrip): string[] {
  const result =
    faults.length === 0
      ? 'yes'
      : `no: ${faults[0]}${faults.length > 1 ? ` and ${faults.length - 1} more` : ''}`
  return [name, String(major), String(objects), String(statements), seconds(planMs), result]
}

function summarizePairs(pairs: CampaignResults['pairs']): string[][] {
  const groups = new Map<string, CampaignResults['pairs']>()
  for (const pair of pairs) {
    const key = `${pair.name} ${pair.major}`
    groups.set(key, [...(groups.get(key) ?? []), pair])
  }
  return [...groups.values()].map(group => [
    group[0]!.name,
    String(group[0]!.major),
    String(group.length),
    String(group.filter(({ faults }) => faults.length === 0).length),
    String(group.reduce((sum, { statements }) => sum + statements, 0)),
    seconds(Math.max(...group.map(({ ms }) => ms))),
  ])
}

function describePair({ name, major, from, to }: CampaignResults['pairs'][number]): string {
  return `${name}, ${major}, ${from} → ${to}`
}

function renderList(title: string, items: readonly string[]): string {
  return `## ${title}\n\n${items.length === 0 ? 'Nothing.' : items.map(it => `- ${it}`).join('\n')}`
}
