import { formatLocation, type Location } from '../../src/base/index.ts'
import type { Step } from '../../src/effects/index.ts'
import type { Cluster, Session } from '../../src/engine/index.ts'
import type { Finding } from '../../src/findings/index.ts'
import { type History, type PendingScripts, readScripts, type Script } from '../../src/history/index.ts'
import { foldHistory, judgeObserved, judgePredicted, rules } from '../../src/lint/index.ts'
import { type Model, markExisting, modelOf } from '../../src/prediction/index.ts'
import { prepareBase } from '../../src/rehearsal/base.ts'
import { databaseName } from '../../src/rehearsal/database-name.ts'
import { openToolSession, renewToolSession } from '../../src/rehearsal/tool-session.ts'
import { observeMigration, type PlannedReads } from './observe.ts'

/** How the catalog before a migration is known: from the server, or folded from the migrations before it. */
export const sources = ['catalog', 'history'] as const
export type Source = (typeof sources)[number]

/** A finding that only the prediction has, or only the observation. */
export interface Disagreement {
  /** Where the statement begins. */
  place: string
  source: Source
  isPredicted: boolean
  finding: Finding
  /** The statement as it was observed and as it was predicted; nothing where the finding is about none. */
  observed?: Step
  predicted?: Step
  /** Of a query, what PostgreSQL plans for it. */
  reads?: PlannedReads
}

export interface Agreement {
  statements: number
  /** Findings of the rehearsals that a prediction could have too. */
  findings: number
  /** Statements with the same findings, by source. */
  agreed: Record<Source, number>
  disagreements: Disagreement[]
}

/**
 * Makes each of the last migrations of a history a change of its own: rehearses it, predicts it from the catalog that is there
 * before it, and from the statements of all migrations before it, and compares the findings of each statement.
 *
 * @throws {ReplayError} when the history before them fails.
 */
export async function compareHistory(
  written: History,
  setup: readonly Script[],
  last: number,
  major?: number,
): Promise<Agreement> {
  const base = written.migrations.slice(0, -last)
  const { cluster } = await prepareBase(written, base, { major, setup, seeds: [] })
  await using _ = cluster
  await using session = await openToolSession(cluster, databaseName, written)
  // A platform may give its sessions another search path; both sides begin with it.
  const [{ search_path }] = (await session.query('show search_path')) as [{ search_path: string }]
  const history: History = { ...written, settings: { search_path, ...written.settings } }
  const { model: fold } = await foldHistory(history, base, { major: cluster.server.major, setup })
  const result: Agreement = {
    ...{ statements: 0, findings: 0 },
    ...{ agreed: { catalog: 0, history: 0 }, disagreements: [] },
  }
  for (const script of await readScripts(history.migrations.slice(-last))) {
    const hasFailed = await compareMigration(cluster, session, history, script, fold, result)
    if (hasFailed) break
    if (history.transactionScope === 'migration') await renewToolSession(session, history)
  }
  return result
}

async function compareMigration(
  cluster: Cluster,
  session: Session,
  history: History,
  script: PendingScripts,
  fold: Model,
  result: Agreement,
): Promise<boolean> {
  const { major } = cluster.server
  const { migration, before, reads } = await observeMigration(cluster, session, history, script)
  const observed = migration.statements
  const seen = await judgeObserved(
    { migrations: [migration], hasReverts: false },
    history,
    modelOf(before, major),
  )
  for (const [source, model] of [
    ['catalog', modelOf(before, major)],
    ['history', fold],
  ] as const) {
    markExisting(model)
    const options = { goesOn: true }
    const told = await judgePredicted([script], { ...history, hasReverts: false }, model, options)
    const predicted = told.change.migrations.flatMap(({ statements }) => statements)
    const differences = compareFindings(seen, told.findings, observed, predicted).map(it => ({
      ...{ ...it, source, reads: reads.get(it.place) },
    }))
    const places = new Set(differences.map(({ place }) => place))
    result.agreed[source] += observed.filter(it => !places.has(placeOf(it))).length
    result.disagreements.push(...differences)
  }
  result.statements += observed.length
  result.findings += seen.filter(isForeseeable).length
  return observed.at(-1)?.error !== undefined
}

const onlyRehearsed = new Set(rules.filter(({ needsRehearsal }) => needsRehearsal).map(({ name }) => name))

function isForeseeable({ check }: Finding): boolean {
  return !onlyRehearsed.has(check)
}

/** Findings of one side that the other has not, of the statements that the rehearsal came to. */
function compareFindings(
  seen: readonly Finding[],
  told: readonly Finding[],
  observed: readonly Step[],
  predicted: readonly Step[],
): Omit<Disagreement, 'source' | 'reads'>[] {
  const failed = observed.find(({ error }) => error !== undefined)
  const reached = failed === undefined ? predicted : predicted.slice(0, observed.length)
  const place = (isPredicted: boolean) => (finding: Finding) => {
    const step = predicted.find(it => isWithin(finding.location, it.statement.location))
    const place = step === undefined ? formatPlace(finding.location) : placeOf(step)
    return {
      place,
      isPredicted,
      finding,
      predicted: step,
      observed: observed.find(it => placeOf(it) === place),
    }
  }
  const [here, there] = [
    seen.filter(isForeseeable).map(place(false)),
    told
      .filter(isForeseeable)
      .map(place(true))
      .filter(it => it.predicted === undefined || reached.includes(it.predicted)),
  ]
  const keyOf = (it: (typeof here)[number]) => `${it.place} ${it.finding.check} ${it.finding.object}`
  const missing = (from: typeof here, among: typeof here) => {
    const keys = new Set(among.map(keyOf))
    return from.filter(it => !keys.has(keyOf(it)))
  }
  return [...missing(here, there), ...missing(there, here)]
}

function placeOf({ statement }: Step): string {
  return formatLocation(statement.location)
}

function formatPlace(location: Location | undefined): string {
  return location === undefined ? '' : formatLocation(location)
}

function isWithin(
  inner: Location | undefined,
  { file, line, column, endLine, endColumn }: Location,
): boolean {
  if (inner === undefined || inner.file !== file) return false
  const isAfter = inner.line > line || (inner.line === line && inner.column >= column)
  return isAfter && (inner.line < endLine || (inner.line === endLine && inner.column < endColumn))
}
