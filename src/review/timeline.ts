import { basename } from 'node:path'
import { summarize } from '../base/index.ts'
import { isStrong, isTable, type LockMode, type Step } from '../effects/index.ts'
import type { TimelineBar, TimelineSection, Tone } from '../findings/index.ts'
import type { RehearsedMigration } from '../rehearsal/index.ts'

/** Who holds what while the change runs: statements in their order, one lane for each table that is locked. */
export function drawTimeline(migrations: readonly RehearsedMigration[]): TimelineSection | undefined {
  const steps = migrations.flatMap(({ migration, statements }) =>
    statements.map(statement => ({ migration, statement })),
  )
  if (steps.length === 0) return undefined
  const statements = steps.map(({ statement }) => statement)
  const tables = [...new Set(statements.flatMap(tableLocks).map(({ relation }) => relation.name))]
  return {
    kind: 'timeline',
    title: 'Locks',
    summary:
      'Each bar is a lock on a table that was there before, from the statement that takes it to the end of its transaction.',
    steps: steps.map(({ migration, statement: { statement, effect, error, transaction } }) => ({
      label: summarize(statement.text, 48),
      detail: statement.text,
      durationMs: effect.durationMs,
      tone: error === undefined ? undefined : 'bad',
      location: statement.location,
      group: `transaction ${transaction}: ${basename(migration.up.file)}`,
    })),
    lanes: tables.map(table => ({ label: table, bars: drawLane(table, statements) })),
  }
}

function drawLane(table: string, statements: readonly Step[]): TimelineBar[] {
  const bars: (TimelineBar & { transaction: number })[] = []
  for (const [index, statement] of statements.entries()) {
    const lock = tableLocks(statement).find(({ relation }) => relation.name === table)
    if (lock === undefined) continue
    const open = bars.at(-1)
    const goesOn =
      open?.transaction === statement.transaction && open.label === lock.mode.sql && open.last === index - 1
    if (goesOn) open.last = index
    else {
      const { transaction } = statement
      bars.push({
        first: index,
        last: index,
        label: lock.mode.sql,
        tone: toneOf(lock.mode),
        detail: '',
        transaction,
      })
    }
    const bar = bars.at(-1)!
    bar.detail = [bar.detail, ...describeWork(table, statement)].filter(Boolean).join('; ')
  }
  return bars.map(({ transaction: _, detail, ...bar }) => ({ ...bar, detail: detail || undefined }))
}

/** Locks that anybody may notice: those weaker than a writer's are every query's daily bread. */
function tableLocks({ held }: Step) {
  return held.filter(({ relation, mode }) => isTable(relation.kind) && mode.strength > 2)
}

function toneOf(mode: LockMode): Tone {
  if (mode.blocks.includes('reads')) return 'bad'
  return isStrong(mode) ? 'caution' : 'muted'
}

function describeWork(table: string, { effect }: Step): string[] {
  return [
    ...effect.rewrites.filter(({ name }) => name === table).map(() => 'rewritten'),
    ...effect.scans.filter(({ relation }) => relation.name === table).map(() => 'read from end to end'),
    ...effect.indexBuilds.filter(it => it.table.name === table).map(({ index }) => `${index.name} built`),
  ]
}
