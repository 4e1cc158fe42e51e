import { listWords } from '../base/index.ts'
import type { Session } from '../engine/index.ts'
import {
  type Alongside,
  type History,
  hashTexts,
  putAround,
  readStatements,
  workAlongside,
} from '../history/index.ts'
import { findLedger, type LedgerTable } from '../ledger/index.ts'
import type { RehearsedMigration } from '../rehearsal/index.ts'
import { type Applied, applyScript, type ScriptTask } from './apply.ts'
import { type Archive, writeArchive } from './archive.ts'
import { precede, recallWayBack } from './begun-way-back.ts'
import { comeBack } from './come-back.ts'
import { compareWithDatabase } from './comparison.ts'
import { MigrationRefusedError } from './errors.ts'
import { type ForeseenRun, type ForeseenScript, foresee } from './foreseen.ts'
import { type HookScene, runBetweenHooks, runHooksOfEach } from './hooks.ts'
import { describeLoss, findLosses, type Loss } from './losses.ts'
import type { RunOptions } from './options.ts'
import { planReverts, type Revert, type RevertChoice } from './reverts.ts'
import { prepareSession, renewSession } from './runner-session.ts'
import { surround } from './surround.ts'
import { findWayBack, type WayBack } from './way-back.ts'
import { takeLedger } from './with-turn.ts'

export interface DownOptions extends RunOptions, RevertChoice {
  /** Whether rows and values may be lost. Default: no. */
  allowDataLoss?: boolean
  /** The schema into which what would be lost is copied first; it is then no loss. */
  archive?: string
  /** Whether to write in the ledger of the history's own tool too. */
  alongside?: boolean
  onProgress?: (step: string) => void
}

export interface DownPlan {
  /** Versions in the order in which they are taken back. */
  versions: string[]
  /** Of which no file says how, but SQL that was proved on a rehearsal. */
  generated: string[]
  losses: Loss[]
  /** What could be tried on a copy: nothing of what was begun already. */
  run: ForeseenRun
}

export interface DownResult {
  reverted: Applied[]
  losses: Loss[]
  /** Side tables in which the losses are. */
  archived: string[]
}

/** A way back that has been looked at. */
interface Prepared extends WayBack {
  losses: Loss[]
  archive?: Archive
  rehearsed?: RehearsedMigration
}

/** What taking migrations back would do; nothing is changed. */
export async function planDown(history: History, options: DownOptions): Promise<DownPlan> {
  await using session = await options.connect()
  await prepareSession(session, history)
  const compared = await compareWithDatabase(history, session, await findLedger(session, options.ledger))
  const tried = { ...options, allowDataLoss: false }
  const ways = await prepareWays(session, history, planReverts(compared, options), tried)
  const scripts: ForeseenScript[] = []
  for (const { script, rehearsed, archive } of ways) {
    const read = rehearsed?.up ?? (await readStatements(script))
    const first = archive && (await readStatements(archive.script))
    scripts.push({ ...read, script, statements: putAround(first?.statements ?? [], read.statements) })
  }
  const rehearsed = ways.flatMap(({ rehearsed = [] }) => rehearsed)
  return {
    versions: ways.map(({ migration }) => migration.version),
    generated: ways.flatMap(({ generated, migration }) => (generated === undefined ? [] : migration.version)),
    losses: ways.flatMap(({ losses }) => losses),
    run: await foresee(session, rehearsed, scripts, options),
  }
}

/**
 * Takes back the last migrations, or those after a version, the last first: by their down scripts, or by SQL that was proved
 * on a rehearsal. What was begun to be taken back is finished before anything else is looked at.
 *
 * @throws {MigrationRefusedError} where there is no way back, or data would be lost; nothing was done.
 * @throws {MigrationFailedError | LockTimeoutError | InDoubtError | TurnError | PoolerError | LedgerError}
 */
export async function migrateDown(history: History, options: DownOptions): Promise<DownResult> {
  const result: DownResult = { reverted: [], losses: [], archived: [] }
  let chosen: ReadonlySet<string> | undefined
  const downOnce = async (session: Session) => {
    await prepareSession(session, history)
    const table = await takeLedger(session, options)
    const compared = await compareWithDatabase(history, session, table)
    // After a lost connection "the last one" would be another.
    const reverts = planReverts(compared, chosen === undefined ? options : { last: compared.length })
    chosen ??= new Set(reverts.map(({ migration }) => migration.version))
    const left = reverts.filter(({ migration }) => chosen!.has(migration.version))
    for (const isBegun of [true, false]) {
      const part = left.filter(({ begun }) => (begun !== undefined) === isBegun)
      const ways = await prepareWays(session, history, part, options)
      refuseLosses(ways, options)
      await revertAll({ session, table, history, options }, ways, result)
    }
  }
  await comeBack(options, downOnce, () => result.reverted.length > 0)
  return result
}

async function prepareWays(
  session: Session,
  history: History,
  reverts: readonly Revert[],
  { allowDataLoss = false, archive, onProgress }: DownOptions,
): Promise<Prepared[]> {
  const ways: WayBack[] = []
  for (const revert of reverts) ways.push(await findWayBack(history, revert, session.major))
  // Of what was begun a part is gone already, and that was agreed to.
  const isAgreed = (allowDataLoss && archive === undefined) || ways.some(({ begun }) => begun !== undefined)
  if (isAgreed || ways.length === 0) return ways.map(way => ({ ...way, losses: [] }))
  const { rehearsed, losses } = await findLosses(session, history, ways, onProgress)
  const prepared: Prepared[] = []
  for (const [index, way] of ways.entries()) {
    const own = losses.filter(({ version }) => version === way.migration.version)
    prepared.push({
      ...way,
      losses: own,
      rehearsed: rehearsed[index]!,
      ...(archive !== undefined &&
        own.length > 0 && { archive: await writeArchive(session, archive, way, own) }),
    })
  }
  return prepared
}

function refuseLosses(ways: readonly Prepared[], { allowDataLoss = false }: DownOptions): void {
  const losses = ways.filter(({ archive }) => archive === undefined).flatMap(({ losses }) => losses)
  if (allowDataLoss || losses.length === 0) return
  throw new MigrationRefusedError(`taking it back would lose ${listWords(losses.map(describeLoss))}`, {
    hint: 'Copy it to side tables first: --archive; or say that it may go: --allow-data-loss',
  })
}

interface Surrounding {
  session: Session
  table: LedgerTable
  history: History
  options: DownOptions
}

async function revertAll(
  { session, table, history, options }: Surrounding,
  ways: readonly Prepared[],
  result: DownResult,
): Promise<void> {
  if (ways.length === 0) return
  const scene: HookScene = { history, direction: 'down', table, options, done: result.reverted }
  const alongside = options.alongside ? await workAlongside(history, session) : undefined
  await runBetweenHooks(scene, async () => {
    await using around = surround(session, table, options)
    for (const [index, way] of ways.entries()) {
      const { migration, losses, archive } = way
      if (result.reverted.length > 0) await renewSession(session, history)
      around.emit({ kind: 'migration', migration, direction: 'down', index: index + 1, total: ways.length })
      await runHooksOfEach(scene, 'beforeEach', migration)
      const done = await applyScript(around, await toTask(way, alongside), result.reverted.length === 0)
      around.emit({ ...done, kind: 'done', direction: 'down' })
      result.reverted.push(done)
      result.losses.push(...losses)
      result.archived.push(...(archive?.tables ?? []))
      await runHooksOfEach(scene, 'afterEach', migration)
    }
  })
}

async function toTask(
  { migration, script, entry, begun, generated, losses, archive }: Prepared,
  alongside: Alongside | undefined,
): Promise<ScriptTask> {
  const { version, name } = migration
  const first = begun === undefined ? archive?.script : recallWayBack(migration, begun).first
  return {
    ...{ migration, version, name, direction: 'down', hash: await hashTexts(script) },
    script: precede(script, first),
    replaces: { id: entry.id, outcome: 'reverted' },
    ...(begun && { begun }),
    ...(alongside && { also: (session, durationMs) => alongside.remove(session, migration, durationMs) }),
    details: {
      ...(generated !== undefined && { generated }),
      ...(losses.length > 0 && { losses }),
      ...(archive && { archive }),
    },
  }
}
