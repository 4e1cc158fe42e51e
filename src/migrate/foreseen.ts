import { count, formatBytes, formatDuration, formatLocation, listWords, summarize } from '../base/index.ts'
import { isStrong, type Step } from '../effects/index.ts'
import type { Session } from '../engine/index.ts'
import type { Cell, Section } from '../findings/index.ts'
import type { RehearsedMigration } from '../rehearsal/index.ts'
import type { Comment } from '../sql/index.ts'
import { type BatchForecast, forecastBatches } from './backfill/forecast.ts'
import { readMarks } from './backfill/options.ts'
import { batchPace } from './backfill/run.ts'
import { type Estimate, estimateWork, measureRates, type Rates, readSizes } from './estimate.ts'
import { choosePaces, type Pace, type PaceOptions } from './pace.ts'
import { type WrittenScript, writeScript } from './script.ts'

/** A statement that would be run, with what it does, under which timeouts, and for how long. */
export interface ForeseenStep extends Estimate {
  step: Step
  pace: Pace
  /** How it would be cut, where it is a backfill. */
  batches?: BatchForecast
}

export interface ForeseenRun {
  steps: ForeseenStep[]
  /** As it would be sent, with the timeouts that each statement gets. */
  sql: string
  rates: Rates
}

/** A script of a run; its comments say which statements are backfills. */
export interface ForeseenScript extends Omit<WrittenScript, 'backfills'> {
  comments?: readonly Comment[]
}

/** What a run would do to a database with the tables as large as they are, from how it went without their rows. */
export async function foresee(
  session: Session,
  rehearsed: readonly RehearsedMigration[],
  scripts: readonly ForeseenScript[],
  options: Partial<PaceOptions>,
): Promise<ForeseenRun> {
  const sizes = await readSizes(session)
  const rates = await measureRates(session.major)
  const written = scripts.map(({ comments = [], ...script }) => {
    return { ...script, backfills: readMarks(script.statements, comments) }
  })
  const backfills = new Map(written.flatMap(script => [...script.backfills]))
  const all = rehearsed.flatMap(({ statements }) => statements)
  const paces = choosePaces(all, options)
  for (const [statement, backfill] of backfills) paces.set(statement, batchPace(backfill))
  const steps: ForeseenStep[] = []
  for (const step of all) {
    const backfill = backfills.get(step.statement)
    const batches = backfill && (await forecastBatches(session, step.statement, backfill, rates))
    steps.push({
      ...{ step, pace: paces.get(step.statement)!, ...estimateWork(step, sizes, rates) },
      ...(batches && { batches, ...(batches.key && { durationMs: batches.durationMs }) }),
    })
  }
  return { steps, sql: await writeScript(written, paces), rates }
}

/** As a table for people. */
export function tabulateRun({ steps, sql }: Pick<ForeseenRun, 'steps' | 'sql'>): Section {
  const known = steps.map(({ durationMs }) => durationMs).filter(it => it !== undefined)
  const total = formatDuration(known.reduce((sum, it) => sum + it, 0))
  const isWhole = known.length === steps.length
  return {
    kind: 'table',
    title: 'What a run would do',
    summary: `${count(steps.length, 'statement')} in ${count(sql.split('\n').length, 'line')} of SQL, about ${total}${
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

function tabulateStep({ step, pace, work, durationMs, batches }: ForeseenStep): Cell[] {
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
    { text: batches === undefined ? describeWork(work) : describeBatches(batches) },
    { text: durationMs === undefined ? 'as the rows are' : formatDuration(durationMs) },
  ]
}

function describeBatches({ key, rows, batches }: BatchForecast): string {
  if (key === undefined) return 'in batches; its table, or its key, is made by this run'
  const many = [count(Math.round(rows), 'row'), count(batches, 'batch')]
  return `along ${key.join(', ')}: about ${many[0]} in ${many[1]}`
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

/** As plain data. */
export function describeStep({ step, pace, work, durationMs, batches }: ForeseenStep) {
  const { text, location } = step.statement
  return { sql: text, location, ...pace, work, durationMs, ...(batches && { batches }) }
}
