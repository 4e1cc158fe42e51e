import { formatLocation } from '../base/index.ts'
import { DatabaseError, type Session } from '../engine/index.ts'
import type { Finding, NotAssessed } from '../findings/index.ts'
import {
  type Executor,
  locateError,
  type Migration,
  readStatements,
  runScript,
  type Script,
  sendStatement,
  transactionsOf,
} from '../history/index.ts'
import type { Statement } from '../sql/index.ts'

export interface Verdict {
  findings: Finding[]
  notAssessed: NotAssessed[]
}

/** A script that has a look must not make others wait, nor be waited for. */
const pace = "set local lock_timeout = '2s'; set local statement_timeout = '60s'"

/** Ends a script at a statement that nothing could take back. */
class CannotBeTakenBack extends Error {}

/** Runs the verify script of a migration and takes back whatever it did, also where it says COMMIT. */
export async function runVerifyScript(
  session: Session,
  migration: Migration,
  script: Script,
): Promise<Verdict> {
  const { statements, sources, notAssessed } = await readStatements(script)
  let current: Statement | undefined
  const { begin, rollback } = transactionsOf(session)
  const executor: Executor = {
    async begin() {
      await begin()
      await session.execute(pace)
    },
    commit: rollback,
    rollback,
    run(statement) {
      current = statement
      return sendStatement(session, statement)
    },
    async runAlone(statement) {
      current = statement
      throw new CannotBeTakenBack()
    },
  }
  try {
    await runScript('transaction', statements, executor)
    return { findings: [], notAssessed }
  } catch (error) {
    await rollback()
    if (error instanceof CannotBeTakenBack || isUnfitForTransaction(error)) {
      const because = 'it cannot run in a transaction, so what it does could not be taken back'
      return { findings: [], notAssessed: [...notAssessed, { what: placeOf(current!), because }] }
    }
    if (!(error instanceof DatabaseError)) throw error
    const file = current?.location.file ?? script.file
    const location = locateError({ file, text: sources.get(file) ?? '' }, current, error)
    return { findings: [describeFailure(migration, error, location)], notAssessed }
  }
}

/** active_sql_transaction, invalid_transaction_termination: VACUUM, or a procedure that commits. */
function isUnfitForTransaction(error: unknown): boolean {
  return error instanceof DatabaseError && ['25001', '2D000'].includes(error.sqlstate)
}

function placeOf({ location }: Statement): string {
  return `the statement at ${formatLocation(location)}`
}

function describeFailure(
  { version }: Migration,
  { message, sqlstate, detail }: DatabaseError,
  location: Finding['location'],
): Finding {
  return {
    ...{ check: 'verify-failed', group: 'correctness', severity: 'error', knowledge: 'observed' },
    message: `The verify script of ${version} fails: ${message}`,
    why: 'The migration is applied, and the database is not, or is no longer, what its author says that it makes.',
    ...(location && { location }),
    evidence: { version, sqlstate, ...(detail && { detail }) },
    remedy: {
      title: 'Find out who changed it: pgwright drift; where a later migration did, verify what is there now',
    },
    docs: 'docs/reference/migrate.md#migrate-verify',
  }
}
