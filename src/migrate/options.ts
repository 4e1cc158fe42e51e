import type { Session } from '../engine/index.ts'
import type { Finding } from '../findings/index.ts'
import type { Review } from '../review/index.ts'
import type { Applied } from './apply.ts'
import type { Emit } from './events.ts'
import type { HoldInterrupts } from './interruption.ts'
import type { PaceOptions } from './pace.ts'
import type { PreviewOptions } from './preview.ts'
import type { WorkOptions } from './work.ts'

export interface RunOptions extends Partial<PaceOptions> {
  /** Opens a session that may write, and has no timeouts. */
  connect(): Promise<Session>
  /** The ledger's table; by default `pgwright_ledger` on the search path. */
  ledger?: string
  /** How the writer of ledger entries calls itself, such as `pgwright 1.2.0`. */
  tool?: string
  /** How long a transaction is tried again when others are in its way. Default: a minute. */
  patienceMs?: number
  /** How long another runner is waited for. Default: ten minutes. */
  turnTimeoutMs?: number
  /** How long a server that went away is waited for. Default: a minute. */
  reconnectMs?: number
  /** Sessions that are in the way and have been idle in a transaction for so long are ended, which the ledger says. Default: never. */
  endIdleMs?: number
  /** For programs that end when they are interrupted: the statement that runs is cancelled, but a batch of a backfill is let end. */
  holdInterrupts?: HoldInterrupts
  onEvent?: Emit
}

export interface UpOptions extends RunOptions, WorkOptions {
  /** Whether to write in the ledger of the history's own tool too, so that both can go on. */
  alongside?: boolean
  /** Rehearse and judge what is pending first, and refuse what the review blocks. Needs a server that can be started here. */
  review?: PreviewOptions
}

export interface UpResult {
  applied: Applied[]
  /** Missing where it was not asked for, or nothing was pending. */
  review?: Review
  /** Where the database is not what the rehearsal ended in. */
  findings: Finding[]
}
