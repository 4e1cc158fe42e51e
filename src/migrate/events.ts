import type { Notice } from '../engine/index.ts'
import type { Migration, Moment } from '../history/index.ts'
import type { Statement } from '../sql/index.ts'
import type { BackfillProgress } from './backfill/state.ts'
import type { Blocker } from './blockers.ts'

/** What a run tells while it goes on, in the order in which it happens. */
export type MigrateEvent =
  | { kind: 'turn'; holder: Blocker | undefined; waitedMs: number }
  | { kind: 'migration'; migration: Migration; direction: 'up' | 'down'; index: number; total: number }
  /** `number` counts from 1. */
  | { kind: 'statement'; statement: Statement; number: number; total: number }
  | { kind: 'blocked'; blockers: Blocker[]; waitedMs: number }
  /** Its session was ended, as asked for, because it was idle in a transaction and in the way. */
  | { kind: 'ended'; blocker: Blocker }
  | { kind: 'retry'; attempt: number; pauseMs: number; because: string }
  /** A snapshot that a CONCURRENTLY statement will have to wait for. */
  | { kind: 'old-snapshot'; blocker: Blocker }
  /** After each batch. */
  | ({ kind: 'backfill'; statement: Statement } & BackfillProgress)
  /** Why a backfill waits. */
  | { kind: 'throttled'; because: string }
  /** A hook of the run begins, or a command of each migration. */
  | { kind: 'hook'; moment: Moment; name: string }
  /** What a command prints. */
  | { kind: 'hook-output'; name: string; line: string }
  /** One that is run because the run failed fails too. */
  | { kind: 'hook-failed'; because: string }
  | { kind: 'repaired'; what: string }
  | { kind: 'reconnect'; because: string; pauseMs: number }
  | { kind: 'notice'; notice: Notice }
  | { kind: 'done'; migration: Migration; direction: 'up' | 'down'; durationMs: number; statements: number }

/** `schema` is told where several are migrated in one run. */
export type Emit = (event: MigrateEvent & { schema?: string }) => void
