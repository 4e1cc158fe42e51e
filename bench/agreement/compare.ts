import { readCatalog } from '../../src/catalog/index.ts'
import { Observer, type Step } from '../../src/effects/index.ts'
import type { Cluster, Session } from '../../src/engine/index.ts'
import type { Finding } from '../../src/findings/index.ts'
import {
  type History,
  type PendingScripts,
  readScripts,
  runScript,
  type Script,
} from '../../src/history/index.ts'
import {
  type Change,
  type ChangedMigration,
  foldHistory,
  judgeObserved,
  judgePredicted,
  rules,
} from '../../src/lint/index.ts'
import { type Model, markExisting, modelOf } from '../../src/prediction/index.ts'
import { prepareBase } from '../../src/rehearsal/base.ts'
import { databaseName } from '../../src/rehearsal/database-name.ts'
import { openToolSession, renewToolSession } from '../../src/rehearsal/tool-session.ts'
import { WatchedExecutor } from '../../src/rehearsal/watched-executor.ts'

/** How the catalog before a migration is known: from the server, or folded from the migrations before it. */
export const sources = ['catalog', 'history'] as const
export type Source = (typeof sources)[number]

/** A finding that only the prediction has, or only the observation. */
export interface Disagreement {
  place: string
  sql: string
  check: string
  object: string
  isPredicted: boolean
  source: Source
  /** What the prediction says that it does not know at this statement. */
  unknown: string[]
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
  history: History,
  setup: readonly Script[],
  last: number,
  major?: number,
): Promise<Agreement> {
  const base = history.migrations.slice(0, -last)
  const { cluster } = await prepareBase(history, base, { major, setup, seeds: [] })
  await using _ = cluster
  await using session = await openToolSession(cluster, databaseName, history)
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
  const catalog = await readCatalog(session, { hasDependencies: true })
  const steps = await observe(cluster, session, history, script)
  const change: Change = { migrations: [{ ...script, statements: steps, ...notTried }], hasReverts: false }
  const observed = await judgeObserved(change, history, modelOf(catalog, major))
  const known = modelOf(catalog, major)
  for (const [source, model] of [
    ['catalog', known],
    ['history', fold],
  ] as const) {
    markExisting(model)
    const options = { goesOn: true }
    const predicted = await judgePredicted([script], { ...history, hasReverts: false }, model, options)
    const told = predicted.change.migrations.flatMap(({ statements }) => statements)
    const differences = compareFindings(observed, predicted.findings, source, told)
    const places = new Set(differences.map(({ place }) => place))
    result.agreed[source] += steps.filter(({ statement }) => !places.has(placeOf(statement.location))).length
    result.disagreements.push(...differences)
  }
  result.statements += steps.length
  result.findings += observed.filter(isForeseeable).length
  return steps.at(-1)?.error !== undefined
}

async function observe(
  cluster: Cluster,
  session: Session,
  { transactionScope }: History,
  { up, migration }: PendingScripts,
): Promise<Step[]> {
  await using witness = await cluster.connect(databaseName)
  const executor = new WatchedExecutor(session, await Observer.open(session, witness), up.sources)
  await executor.attempt(async () => {
    if (transactionScope === 'run') await executor.begin()
    await runScript(migration.up.execution, up.statements, executor, executor.isInTransaction)
    if (executor.isInTransaction) await executor.commit()
  })
  return executor.statements
}

const notTried: Pick<ChangedMigration, 'typeChanges' | 'brokenFunctions' | 'revert'> = {
  typeChanges: [],
  brokenFunctions: [],
  revert: { outcome: 'not run', differences: [], losesData: [] },
}

const onlyRehearsed = new Set(rules.filter(({ needsRehearsal }) => needsRehearsal).map(({ name }) => name))

function isForeseeable({ check }: Finding): boolean {
  return !onlyRehearsed.has(check)
}

function compareFindings(
  observed: readonly Finding[],
  predicted: readonly Finding[],
  source: Source,
  steps: readonly Step[],
): Disagreement[] {
  const keyOf = ({ check, location, object }: Finding) => `${placeOf(location)} ${check} ${object}`
  const missing = (from: readonly Finding[], among: readonly Finding[]) => {
    const keys = new Set(among.map(keyOf))
    return from.filter(it => isForeseeable(it) && !keys.has(keyOf(it)))
  }
  const describe = (isPredicted: boolean) => (finding: Finding) => {
    const place = placeOf(finding.location)
    const step = steps.find(({ statement }) => placeOf(statement.location) === place)
    return {
      ...{ place, source, isPredicted, check: finding.check, object: finding.object ?? '' },
      sql: step?.statement.text ?? '',
      unknown: [...(step?.effect.unfollowed ?? []), ...(step?.effect.assumptions ?? [])],
    }
  }
  return [
    ...missing(observed, predicted).map(describe(false)),
    ...missing(predicted, observed).map(describe(true)),
  ]
}

function placeOf(location: { file: string; line: number; column: number } | undefined): string {
  return location === undefined ? '' : `${location.file}:${location.line}:${location.column}`
}
