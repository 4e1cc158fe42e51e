import { count, formatDuration, summarize } from '../base/index.ts'
import { type BackfillProgress, describeBlocker, type Emit, type MigrateEvent } from '../migrate/index.ts'
import type { Io } from './terminal.ts'

/** Tells an event of a run on standard error: as a line of JSON, or for people. */
export function tellEvent(event: Parameters<Emit>[0], isJson: boolean, io: Io): void {
  if (isJson) io.note(JSON.stringify(toPlain(event)))
  else if (event.kind === 'statement') {
    io.progress(`${event.number}/${event.total} ${summarize(event.statement.text, 100)}`)
  } else if (event.kind === 'backfill') io.progress(drawProgress(event), plainEveryMs)
  else {
    const line = describe(event, io)
    if (line !== undefined) io.note(event.schema === undefined ? line : `[${event.schema}] ${line}`)
  }
}

const plainEveryMs = 10_000
const barWidth = 24

function drawProgress({
  fraction,
  passed,
  estimatedRows,
  rowsPerSecond,
  etaMs,
  batchRows,
}: BackfillProgress): string {
  const filled = Math.round(fraction * barWidth)
  const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled)
  const speed = `${count(Math.round(rowsPerSecond), 'row')}/s`
  return `${bar} ${Math.floor(fraction * 100)} %  ${count(passed, 'row')} of about ${count(Math.round(estimatedRows), 'row')}, ${speed}, ${count(batchRows, 'row')} a batch, ${formatDuration(etaMs)} left`
}

function describe(event: MigrateEvent, { noteStyle: { green, yellow, dim } }: Io): string | undefined {
  switch (event.kind) {
    case 'done': {
      const cost = dim(`${count(event.statements, 'statement')}, ${formatDuration(event.durationMs)}`)
      const sign = event.direction === 'up' ? green('✓') : green('↩')
      return `${sign} ${event.migration.up.file}  ${cost}`
    }
    case 'turn':
      return yellow(
        `… another runner is at work${event.holder === undefined ? '' : ` (pid ${event.holder.pid})`}; waiting for it, ${formatDuration(event.waitedMs)}`,
      )
    case 'blocked':
      return yellow(
        `… waiting for a lock, ${formatDuration(event.waitedMs)}, held by ${event.blockers.map(describeBlocker).join('; ')}`,
      )
    case 'retry':
      return yellow(`… ${event.because}; everybody may pass, next try in ${formatDuration(event.pauseMs)}`)
    case 'ended':
      return yellow(`! ended ${describeBlocker(event.blocker)}`)
    case 'old-snapshot':
      return yellow(`! this will wait for the end of ${describeBlocker(event.blocker)}`)
    case 'throttled':
      return yellow(`… waiting: ${event.because}`)
    case 'hook':
      return dim(`  ${event.moment}: ${event.name}`)
    case 'hook-output':
      return dim(`  ${event.line}`)
    case 'hook-failed':
      return yellow(`! ${event.because}`)
    case 'repaired':
      return yellow(`! repaired: ${event.what}`)
    case 'reconnect':
      return yellow(`… ${event.because}; connecting again in ${formatDuration(event.pauseMs)}`)
    case 'notice':
      return dim(`  ${event.notice.severity.toLowerCase()}: ${event.notice.message}`)
    default:
      return undefined
  }
}

/** Without the parse trees and texts of files. */
function toPlain(event: MigrateEvent): Record<string, unknown> {
  const { kind, ...rest } = event
  const plain: Record<string, unknown> = { event: kind, at: new Date().toISOString(), ...rest }
  if ('migration' in event) plain.migration = { version: event.migration.version, name: event.migration.name }
  if ('statement' in event)
    plain.statement = { text: event.statement.text, location: event.statement.location }
  return plain
}
