import { setTimeout } from 'node:timers/promises'
import { count, ExitCode, mapParallel, PgwrightError } from '../base/index.ts'
import {
  findOrigins,
  type Origin,
  readOrigins,
  requireRead,
  type Source,
  stampOrigin,
  type UnreadSource,
} from '../sources/index.ts'
import type { CompareOptions } from './options.ts'
import { type DriftReport, judgeDrift } from './report.ts'

export interface WatchOptions extends CompareOptions {
  /** Between the end of a scan and the beginning of the next. */
  everyMs: number
  /** Ends the watch, which then throws the signal's reason. */
  signal?: AbortSignal
}

/** One look at everything. */
export interface Scan {
  at: Date
  /** What is other than at the last scan, as sentences: what came and went, what cannot be read, what is back. */
  news: string[]
  /** Only when something is other than before; the first scan has one. */
  report?: DriftReport
}

/**
 * Looks again and again whether databases are what they should be, until the signal says stop. A database is read only when
 * its fingerprint changed, the expected side only when its files did. What cannot be read for a while is said, and compared
 * again once it can.
 *
 * @throws {PgwrightError} when the expected side cannot be read in the beginning, or what was given means nothing
 */
export async function* watchDrift(
  expected: string,
  actual: readonly string[],
  options: WatchOptions,
): AsyncGenerator<Scan, never> {
  const [shouldBe, ...areAt] = await findOrigins([expected, ...actual], options.databases)
  let looks: Look[] = []
  let should: Look | undefined
  let last: DriftReport | undefined
  for (;;) {
    const before = [should, ...looks]
    looks = await mapParallel([...areAt.entries()], mostAtOnce, ([i, origin]) =>
      lookAt(origin, looks[i], options),
    )
    should = await lookAt(shouldBe!, should, { ...options, major: options.major ?? findMajor(looks) })
    const now = [should, ...looks]
    const source = should.read ?? requireRead(toSource(should))
    const isChanged = now.some(
      (look, i) => look.read !== before[i]?.read || look.failure !== before[i]?.failure,
    )
    const report = isChanged ? await judgeDrift(source, looks.map(toSource), options) : last!
    const news = [...now.flatMap((look, i) => tellReach(look, before[i])), ...tellChange(report, last)]
    const isNews = last === undefined || stateOf(report) !== stateOf(last)
    last = report
    yield { at: new Date(), news, ...(isNews && { report }) }
    await setTimeout(options.everyMs, undefined, { signal: options.signal })
  }
}

const mostAtOnce = 4

/** What is known of a source. */
interface Look {
  name: string
  stamp?: string
  /** As it was when it could last be read. */
  read?: Source
  /** Why it cannot be read now. */
  failure?: PgwrightError
}

/** In the beginning only a database may be away; later whatever is half written or gone may come back. */
async function lookAt(origin: Origin, before: Look | undefined, options: CompareOptions): Promise<Look> {
  const { name, kind } = origin
  try {
    const isMade = kind === 'folder' || kind === 'sql'
    const stamp = `${await stampOrigin(origin, options)}${isMade ? ` ${options.major}` : ''}`
    if (stamp === before?.stamp) return { name, stamp, read: before.read }
    const [source] = await readOrigins([origin], { ...options, hasDependencies: options.hasRemedies })
    return { name, stamp, read: requireRead(source!) }
  } catch (error) {
    const isAway = error instanceof PgwrightError && error.exit === ExitCode.unreachable
    if (!(error instanceof PgwrightError) || (before === undefined && !isAway)) throw error
    const isSame = before?.failure?.message === error.message
    return { name, stamp: before?.stamp, read: before?.read, failure: isSame ? before.failure : error }
  }
}

function findMajor(looks: readonly Look[]): number | undefined {
  const read = looks.find(look => look.read !== undefined)?.read
  return read && Number.parseInt(read.snapshot.serverVersion, 10)
}

function toSource({ name, read, failure }: Look): Source | UnreadSource {
  return failure === undefined ? read! : { name, error: failure }
}

function tellReach({ name, failure, read }: Look, before: Look | undefined): string[] {
  if (failure !== undefined && failure !== before?.failure)
    return [`${name} cannot be read: ${failure.message}`]
  if (failure === undefined && before?.failure !== undefined) return [`${name} can be read again`]
  return before?.read !== undefined && read !== before.read ? [`${name} has changed`] : []
}

/** How many differences came and went in what could be read both times. */
function tellChange(report: DriftReport, last: DriftReport | undefined): string[] {
  const unread = new Set([...report.unread, ...(last?.unread ?? [])].map(({ name }) => name))
  const listMessages = ({ findings }: Pick<DriftReport, 'findings'>) =>
    findings.filter(({ evidence }) => !unread.has(String(evidence.to))).map(({ message }) => message)
  const [now, before] = [listMessages(report), listMessages(last ?? { findings: [] })]
  const came = now.filter(message => !before.includes(message)).length
  const gone = before.filter(message => !now.includes(message)).length
  if (last === undefined && came === 0) return ['no drift']
  return [
    ...(came > 0 ? [count(came, 'new difference')] : []),
    ...(gone > 0 ? [`${count(gone, 'difference')} gone`] : []),
  ]
}

function stateOf({ findings, notAssessed }: DriftReport): string {
  return JSON.stringify([
    findings.map(({ check, severity, message }) => [check, severity, message]),
    notAssessed.map(({ what }) => what),
  ])
}
