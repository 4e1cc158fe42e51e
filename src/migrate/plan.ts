import { count, formatBytes, formatDuration, formatLocation, listWords, summarize } from '../base/index.ts'
import { isStrong, type Step } from '../effects/index.ts'
import { type Cell, judge, type Section } from '../findings/index.ts'
import type { History } from '../history/index.ts'
import { findLedger } from '../ledger/index.ts'
import type { Review } from '../review/index.ts'
import { compareWithDatabase } from './comparison.ts'
import { type Estimate, estimateWork, measureRates, readSizes } from './estimate.ts'
import type { RunOptions } from './options.ts'
import { choosePaces, type Pace, type PaceOptions } from './pace.ts'
import { type PreviewOptions, previewWork } from './preview.ts'
import { writeScript } from './script.ts'
import { planWork, type WorkOptions } from './work.ts'

/** A statement that would be run, with what it does, under which timeouts, and for how long. */
export interface PlannedStep extends Estimate {
  step: Step
  pace: Pace
}

export type PlanOptions = Pick<RunOptions, 'connect' | 'ledger'> &
  Partial<PaceOptions> &
  WorkOptions &
  PreviewOptions

/**
 * What a run would do, and what would come of it: the review of what is pending on a copy of the database, the exact SQL, the locks,
 * and how long each statement would take. Changes nothing.
 *
 * @throws {MigrationRefusedError} where a run would be refused.
 */
export async function planMigration(history: History, options: PlanOptions): Promise<Review> {
  await using session = await options.connect()
  const table = await findLedger(session, options.ledger)
  const work = planWork(history, await compareWithDatabase(history, session, table), options)
  const review = await previewWork(session, history, work, options)
  if (review === undefined) return describeNothing(work.map(({ migration }) => migration.up.file))
  const steps = review.rehearsal?.migrations.flatMap(({ statements }) => statements) ?? []
  const sizes = await readSizes(session)
  const rates = await measureRates(session.major)
  const paces = choosePaces(steps, options)
  const planned = steps.map(step => {
    return { step, pace: paces.get(step.statement)!, ...estimateWork(step, sizes, rates) }
  })
  const scripts = review.rehearsal?.migrations.map(({ migration, up }) => ({
    script: migration.up,
    statements: up.statements,
  }))
  const script = await writeScript(scripts ?? [], paces)
  return {
    ...review,
    command: 'migrate plan',
    facts: { ...review.facts, plan: planned.map(describeStep), sql: script, rates },
    sections: [
      tabulate(planned, script),
      ...review.sections,
      { kind: 'code', title: 'The SQL of the run', language: 'sql', code: script },
    ],
  }
}

/** Nothing is pending, or a migration was begun, whose beginning is in the database already. */
function describeNothing(files: readonly string[]): Review {
  const notAssessed = files.map(what => ({
    what,
    because: 'it was begun, and a rehearsal cannot begin in its middle',
  }))
  return {
    command: 'migrate plan',
    verdict: judge([], notAssessed),
    findings: [],
    facts: { plan: [] },
    examined: { pending: files.length },
    notAssessed,
    sections: files.length === 0 ? [{ kind: 'text', title: 'Nothing is pending.', paragraphs: [] }] : [],
    sources: new Map(),
  }
}

function tabulate(steps: readonly PlannedStep[], script: string): Section {
  const known = steps.map(({ durationMs }) => durationMs).filter(it => it !== undefined)
  const total = formatDuration(known.reduce((sum, it) => sum + it, 0))
  const isWhole = known.length === steps.length
  return {
    kind: 'table',
    title: 'What a run would do',
    summary: `${count(steps.length, 'statement')} in ${count(script.split('\n').length, 'line')} of SQL, about ${total}${
      isWhole ? '' : ' and what the rows take'
    } at the speed of this machine.`,
    columns: [
      { title: 'Place' },
      { title: 'Statement' },
      { title: 'Locks' },
      { title: 'Waits for locks', align: 'right' },
      { title: 'Work' },
      { title: 'Time', align: 'right' },
    ],
    rows: steps.map(tabulateStep),
  }
}

function tabulateStep({ step, pace, work, durationMs }: PlannedStep): Cell[] {
  // Those on indexes go with those on their tables.
  const locks = step.effect.locks.filter(
    ({ relation }) => relation.isExisting && !relation.kind.endsWith('index'),
  )
  const strongest = locks.toSorted((a, b) => b.mode.strength - a.mode.strength)
  return [
    { text: formatLocation(step.statement.location), tone: 'muted' },
    { text: summarize(step.statement.text, 50) },
    {
      text:
        strongest.map(({ relation, mode }) => `${relation.name} ${mode.sql}`).join(', ') ||
        'none that matters',
      tone: locks.some(({ mode }) => isStrong(mode)) ? 'caution' : 'plain',
    },
    { text: pace.lockTimeoutMs === 0 ? '' : formatDuration(pace.lockTimeoutMs) },
    { text: describeWork(work) },
    { text: durationMs === undefined ? 'as the rows are' : formatDuration(durationMs) },
  ]
}

/** `rewrites and 3 × indexes 37 MB of shop.orders`, table by table. */
function describeWork(work: Estimate['work']): string {
  const tables = new Map(work.map(({ table, bytes }) => [table, bytes]))
  const parts = [...tables].map(([table, bytes]) => {
    const kinds = work.filter(it => it.table === table).map(({ kind }) => kind)
    const told = [...new Set(kinds)].map(kind => {
      const times = kinds.filter(it => it === kind).length
      return times === 1 ? words[kind] : `${words[kind]} ${times} ×`
    })
    return `${listWords(told)} ${formatBytes(bytes)} of ${table}`
  })
  return parts.join(', ')
}

const words = { scan: 'reads', rewrite: 'rewrites', build: 'indexes' }

function describeStep({ step, pace, work, durationMs }: PlannedStep) {
  return { sql: step.statement.text, location: step.statement.location, ...pace, work, durationMs }
}
