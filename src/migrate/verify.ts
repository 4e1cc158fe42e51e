import type { Session } from '../engine/index.ts'
import type { Finding, NotAssessed } from '../findings/index.ts'
import type { History } from '../history/index.ts'
import { findLedger } from '../ledger/index.ts'
import { compareWithDatabase, isDone } from './comparison.ts'
import { findContradictions } from './contradictions.ts'
import { listInvalidIndexes } from './indexes.ts'
import type { RunOptions } from './options.ts'
import { prepareSession, renewSession } from './runner-session.ts'
import { runVerifyScript } from './verify-script.ts'

export interface Verification {
  findings: Finding[]
  notAssessed: NotAssessed[]
  /** How many migrations there are, how many are applied, and how many of those have a verify script. */
  examined: { migrations: number; applied: number; verified: number }
}

/**
 * Whether a database is what its ledger and its folder say: what contradicts each other, indexes that are not valid, and what
 * the verify scripts of the applied migrations say, which are run in transactions that are taken back.
 */
export async function verifyDatabase(
  history: History,
  { connect, ledger }: Pick<RunOptions, 'connect' | 'ledger'>,
): Promise<Verification> {
  await using session = await connect()
  await prepareSession(session, history)
  const compared = await compareWithDatabase(history, session, await findLedger(session, ledger))
  const applied = compared.filter(({ state }) => isDone(state)).flatMap(({ migration }) => migration ?? [])
  const findings = [...findContradictions(compared), ...(await findInvalidIndexes(session))]
  const notAssessed = history.notAssessed.map(({ file, because }): NotAssessed => ({ what: file, because }))
  const verifiable = applied.filter(({ verify }) => verify !== undefined)
  for (const migration of verifiable) {
    const verdict = await runVerifyScript(session, migration, migration.verify!)
    findings.push(...verdict.findings)
    notAssessed.push(...verdict.notAssessed)
    await renewSession(session, history)
  }
  return {
    findings,
    notAssessed,
    examined: {
      migrations: history.migrations.length,
      applied: applied.length,
      verified: verifiable.length,
    },
  }
}

async function findInvalidIndexes(session: Session): Promise<Finding[]> {
  const broken = (await listInvalidIndexes(session)).filter(({ isBeingBuilt }) => !isBeingBuilt)
  return broken.map(({ name }) => ({
    ...{ check: 'index-left-invalid', group: 'performance', severity: 'error', knowledge: 'observed' },
    message: `The index ${name} is not valid`,
    object: `index ${name}`,
    why: 'A concurrent build failed or was interrupted: no query uses the index, every write maintains it, and IF NOT EXISTS takes it for done.',
    evidence: {},
    remedy: {
      title: 'Build it anew, or drop it where it is left over from REINDEX (…_ccnew, …_ccold)',
      sql: /_cc(new|old)\d*"?$/.test(name)
        ? `drop index concurrently ${name};`
        : `reindex index concurrently ${name};`,
    },
    docs: 'docs/reference/migrate.md#migrate-verify',
  }))
}
