import { count, formatDuration, summarize } from '../base/index.ts'
import { describeBlocker, type MigrateEvent } from '../migrate/index.ts'
import type { Io } from './terminal.ts'

/** Tells an event of a run on standard error: as a line of JSON, or for people. */
export function tellEvent(event: MigrateEvent, isJson: boolean, io: Io): void {
  if (isJson) io.note(JSON.stringify(toPlain(event)))
  else if (event.kind === 'statement') {
    io.progress(`${event.number}/${event.total} ${summarize(event.statement.text, 100)}`)
  } else {
    const line = describe(event, io)
    if (line !== undefined) io.note(line)
  }
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
