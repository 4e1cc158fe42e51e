import { judge } from '../findings/index.ts'
import type { History } from '../history/index.ts'
import { findLedger } from '../ledger/index.ts'
import type { Review } from '../review/index.ts'
import { requireBackfillsFit } from './backfill/placement.ts'
import { compareWithDatabase } from './comparison.ts'
import { describeStep, foresee, tabulateRun } from './foreseen.ts'
import type { RunOptions } from './options.ts'
import type { PaceOptions } from './pace.ts'
import { type PreviewOptions, previewWork } from './preview.ts'
import { prepareSession } from './runner-session.ts'
import { planWork, type WorkOptions } from './work.ts'

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
  await prepareSession(session, history)
  const table = await findLedger(session, options.ledger)
  const work = planWork(history, await compareWithDatabase(history, session, table), options)
  await requireBackfillsFit(history, work)
  const review = await previewWork(session, history, work, options)
  if (review === undefined) return describeNothing(work.map(({ migration }) => migration.up.file))
  const rehearsed = review.rehearsal?.migrations ?? []
  const scripts = rehearsed.map(({ migration, up }) => ({ script: migration.up, ...up }))
  const run = await foresee(session, rehearsed, scripts, options)
  return {
    ...review,
    command: 'migrate plan',
    facts: { ...review.facts, plan: run.steps.map(describeStep), sql: run.sql, rates: run.rates },
    sections: [
      tabulateRun(run),
      ...review.sections,
      { kind: 'code', title: 'The SQL of the run', language: 'sql', code: run.sql },
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
