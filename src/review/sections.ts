import { count, formatBytes, formatDuration, formatLocation, summarize } from '../base/index.ts'
import type { CatalogDifference } from '../catalog/index.ts'
import type { Step } from '../effects/index.ts'
import type { Cell, Section, TableSection } from '../findings/index.ts'
import { type History, tabulateHooks } from '../history/index.ts'
import type { RehearsedMigration, Revert } from '../rehearsal/index.ts'
import { drawTimeline } from './timeline.ts'

/** What was seen, arranged for reading. */
export function arrangeSections(
  history: Pick<History, 'hooks'>,
  migrations: readonly RehearsedMigration[],
): Section[] {
  return [
    drawTimeline(migrations),
    tabulateStatements(migrations),
    tabulateReverts(migrations),
    tabulateChanges(migrations),
    tabulateHooks(history),
  ].filter(section => section !== undefined)
}

function tabulateStatements(migrations: readonly RehearsedMigration[]): TableSection {
  return {
    kind: 'table',
    title: 'Statements',
    summary: 'What each statement did on the rehearsal.',
    columns: [
      { title: 'Place' },
      { title: 'Statement' },
      { title: 'Work' },
      { title: 'Time', align: 'right' },
      { title: 'WAL', align: 'right' },
    ],
    rows: migrations.flatMap(({ statements }) => statements.map(tabulateStatement)),
  }
}

function tabulateStatement({ statement, effect, error }: Step): Cell[] {
  return [
    { text: formatLocation(statement.location), tone: 'muted' },
    { text: summarize(statement.text, 60) },
    error === undefined ? { text: describeWork(effect) } : { text: `fails: ${error.message}`, tone: 'bad' },
    { text: formatDuration(effect.durationMs) },
    { text: formatBytes(effect.walBytes) },
  ]
}

function describeWork({ rewrites, scans, indexBuilds, truncates, rowsChanged }: Step['effect']): string {
  const builds = indexBuilds.filter(({ table }) => !rewrites.some(({ name }) => name === table.name))
  const parts = [
    ...rewrites.filter(it => it.isExisting).map(({ name }) => `rewrites ${name}`),
    ...truncates.map(({ name }) => `empties ${name}`),
    ...builds.map(({ index, isConcurrent }) => `builds ${index.name}${isConcurrent ? ' concurrently' : ''}`),
    ...scans
      .filter(({ relation }) => !rewrites.some(({ name }) => name === relation.name))
      .map(({ relation, rows }) => `reads ${count(rows ?? 0, 'row')} of ${relation.name}`),
    ...rowsChanged.map(({ relation, inserted, updated, deleted }) => {
      return `writes ${count(inserted + updated + deleted, 'row')} of ${relation.name}`
    }),
  ]
  return parts.join(', ') || 'catalog only'
}

const revertWords: Record<Revert['outcome'], Cell> = {
  exact: { text: 'exact', tone: 'good' },
  differs: { text: 'differs', tone: 'caution' },
  failed: { text: 'fails', tone: 'bad' },
  missing: { text: 'no down migration', tone: 'muted' },
  'not run': { text: 'not run', tone: 'muted' },
}

function tabulateReverts(migrations: readonly RehearsedMigration[]): TableSection | undefined {
  if (migrations.every(({ migration, revert }) => migration.isHook || revert.outcome === 'missing'))
    return undefined
  return {
    kind: 'table',
    title: 'Way back',
    summary:
      'Each down migration was run after its up migration, and the catalog compared with the one before.',
    columns: [{ title: 'Migration' }, { title: 'Revert' }, { title: 'What differs or is lost' }],
    rows: migrations
      .filter(({ migration }) => !migration.isHook)
      .map(({ migration, revert }) => [
        { text: migration.down?.file ?? migration.up.file },
        revertWords[revert.outcome],
        {
          text: [
            ...revert.differences.map(describeDifference),
            ...revert.losesData.map(object => `data of ${object}`),
            revert.error?.message,
          ]
            .filter(it => it !== undefined)
            .join('; '),
        },
      ]),
  }
}

function tabulateChanges(migrations: readonly RehearsedMigration[]): TableSection | undefined {
  const changes = migrations.flatMap(({ changes }) => changes)
  if (changes.length === 0) return undefined
  const tones = { added: 'good', altered: 'caution', removed: 'bad' } as const
  return {
    kind: 'table',
    title: 'Catalog changes',
    columns: [{ title: 'Change' }, { title: 'Object' }, { title: 'Details' }],
    rows: changes.map(change => [
      { text: change.change, tone: tones[change.change] },
      { text: `${change.kind} ${change.identity}` },
      { text: describeAttributes(change) },
    ]),
  }
}

function describeDifference(difference: CatalogDifference): string {
  const details = describeAttributes(difference)
  return `${difference.kind} ${difference.identity} ${difference.change}${details === '' ? '' : ` (${details})`}`
}

function describeAttributes({ attributes }: CatalogDifference): string {
  return attributes
    .map(({ name, from, to }) => `${name}: ${formatValue(from)} → ${formatValue(to)}`)
    .join(', ')
}

function formatValue(value: unknown): string {
  return value === null ? 'none' : summarize(typeof value === 'string' ? value : JSON.stringify(value), 60)
}
