import { mapParallel } from '../base/index.ts'
import { type Finding, judge, type NotAssessed, type Report } from '../findings/index.ts'
import {
  findOrigins,
  readOrigins,
  readSources,
  requireRead,
  type Source,
  type UnreadSource,
} from '../sources/index.ts'
import { NoDatabaseError } from './errors.ts'
import { type Examination, examineDatabase, examineSides } from './examine.ts'
import { makeFinding, tellExpired } from './finding.ts'
import { isExpired } from './ignore.ts'
import type { CompareOptions } from './options.ts'
import { arrange } from './sections.ts'
import { makeTicket } from './ticket.ts'

export interface DriftReport extends Report {
  /** Databases that could not be read; the others were. */
  unread: UnreadSource[]
}

/** What must happen to one database for it to be the other. */
export async function diffDatabases(from: string, to: string, options: CompareOptions): Promise<Report> {
  const [old, current] = await readSources([from, to], options)
  return makeReport('diff', old!, [examineSides(old!, current!, options)], options)
}

/**
 * Where databases are not what they should be. One that cannot be read does not hide what the others are.
 *
 * @throws {PgwrightError} when the expected side cannot be read, or none of the databases
 */
export async function findDrift(
  expected: string,
  actual: readonly string[],
  options: CompareOptions,
): Promise<DriftReport> {
  const origins = await findOrigins([expected, ...actual], options.databases)
  const [should, ...are] = await readOrigins(origins, { ...options, hasDependencies: options.hasRemedies })
  const unread = are.filter(it => 'error' in it)
  if (unread.length === are.length) throw unread.length > 1 ? new NoDatabaseError(unread) : unread[0]!.error
  return judgeDrift(requireRead(should!), are, options)
}

/** The same for what was read already. */
export async function judgeDrift(
  should: Source,
  are: readonly (Source | UnreadSource)[],
  options: CompareOptions,
): Promise<DriftReport> {
  const read = are.filter(it => 'snapshot' in it)
  const unread = are.filter(it => 'error' in it)
  const examined = await mapParallel(read, mostAtOnce, it => examineDatabase(should, it, options))
  return { ...makeReport('drift', should, examined, options, unread), unread }
}

/** Explaining one may need a disposable server. */
const mostAtOnce = 2

function makeReport(
  command: 'diff' | 'drift',
  from: Source,
  examined: readonly Examination[],
  { ignore = [], today = new Date().toISOString().slice(0, 10) }: CompareOptions,
  unread: readonly UnreadSource[] = [],
): Report {
  const isOnly = examined.length + unread.length === 1
  const matched = new Set(examined.flatMap(it => [...it.matched]))
  const expired = [...matched].filter(rule => isExpired(rule, today))
  const findings: Finding[] = [
    ...examined.flatMap(it => it.kept.map(difference => makeFinding(command, difference, it, isOnly))),
    ...expired.map(tellExpired),
  ]
  const notAssessed: NotAssessed[] = [
    ...withoutRepetition(examined.flatMap(it => it.notAssessed)),
    ...unread.map(({ name, error }) => ({ what: name, because: error.message })),
  ]
  const ignored = examined.flatMap(it => it.ignored)
  return {
    command,
    ...(command === 'drift' && { verdict: judge(findings, notAssessed) }),
    findings,
    facts: {
      from: from.name,
      to: [...examined.map(({ comparison }) => comparison.to.name), ...unread.map(({ name }) => name)],
      databases: [
        ...examined.map(describeDatabase),
        ...unread.map(({ name }) => ({ name, state: 'not read' })),
      ],
      renames: examined.flatMap(({ comparison }) => comparison.renames),
      ignored,
      unusedRules: ignore.filter(rule => !matched.has(rule)),
    },
    examined: {
      objects: from.snapshot.catalog.size,
      differences: findings.length - expired.length,
      ignored: ignored.length,
      ...(ignore.length > matched.size && { rulesWithoutUse: ignore.length - matched.size }),
      on: `PostgreSQL ${from.snapshot.serverVersion}`,
    },
    notAssessed,
    sections: arrange(examined, unread),
    ticket: makeTicket(command, from, examined, unread),
  }
}

/** What the expected side does not say, it says of none of the databases. */
function withoutRepetition(gaps: readonly NotAssessed[]): NotAssessed[] {
  return [...new Map(gaps.map(gap => [`${gap.what}\n${gap.because}`, gap])).values()]
}

function describeDatabase({ comparison, kept, ledger, traces }: Examination): Record<string, unknown> {
  return {
    name: comparison.to.name,
    state: kept.length === 0 ? 'equal' : 'different',
    differences: kept.length,
    ...(ledger && {
      ledger: {
        table: ledger.table,
        applied: ledger.applied,
        pending: ledger.pending.map(({ version }) => version),
        madeAhead: ledger.madeAhead,
      },
    }),
    ...(traces && { server: { hasTimes: traces.hasTimes, recorders: traces.recorders } }),
  }
}
