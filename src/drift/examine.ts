import { ExitCode, PgwrightError } from '../base/index.ts'
import { objectKey } from '../catalog/index.ts'
import type { Session } from '../engine/index.ts'
import type { NotAssessed } from '../findings/index.ts'
import type { Source } from '../sources/index.ts'
import { type Comparison, compareSides } from './compare.ts'
import { foldDifferences } from './fold.ts'
import { type IgnoredDifference, type IgnoreOutcome, ignoreDifferences } from './ignore.ts'
import {
  type AttributedDifference,
  type Explanation,
  explainByLedger,
  isOfLedger,
  type LedgerReading,
  readLedgerOf,
} from './ledger.ts'
import type { CompareOptions } from './options.ts'
import { findRemedies, type Remedies } from './remedies.ts'
import { readTraces, type Traces } from './traces.ts'

/** What was found out about one of the databases that are compared with what they should be. */
export interface Examination extends IgnoreOutcome {
  comparison: Comparison
  notAssessed: NotAssessed[]
  ledger?: LedgerReading & Pick<Explanation, 'madeAhead'>
  traces?: Traces
  remedies?: Remedies
}

/** Compares two sides, without asking where differences come from. */
export function examineSides(from: Source, to: Source, options: CompareOptions): Examination {
  const comparison = compareSides(from, to, options)
  const { differences, notCompared } = comparison
  return { ...fold(differences, options), comparison, notAssessed: notCompared }
}

function fold(differences: readonly AttributedDifference[], options: CompareOptions): IgnoreOutcome {
  const { ignore = [], today = new Date().toISOString().slice(0, 10) } = options
  return ignoreDifferences(foldDifferences(differences), ignore, today)
}

/** Compares a database with what it should be, and asks its ledger and its server about what differs. */
export async function examineDatabase(
  should: Source,
  is: Source,
  options: CompareOptions,
): Promise<Examination> {
  const examination = await askAbout(should, is, options)
  if (!options.hasRemedies || examination.kept.length === 0) return examination
  options.onProgress?.(`proving remedies for ${is.name}`)
  return { ...examination, remedies: await findRemedies(examination.comparison, examination) }
}

async function askAbout(should: Source, is: Source, options: CompareOptions): Promise<Examination> {
  const plain = examineSides(should, is, options)
  const { comparison } = plain
  const isClear = comparison.differences.length === 0 && should.history === undefined
  if (isClear || is.connect === undefined) return plain
  const notAssessed = [...plain.notAssessed]
  const ask = makeAsking(is, notAssessed)
  await using session = await ask('what its server knows of them', is.connect)
  if (session === undefined) return { ...plain, notAssessed }
  const found = await ask('which of its migrations are applied', () => explain(comparison, session, options))
  const { ledger, differences, own } = found ?? { differences: comparison.differences, own: [] }
  const outcome = fold(differences, options)
  const unexplained = outcome.kept.filter(({ cause }) => cause?.by !== 'pending')
  const traces =
    unexplained.length === 0
      ? undefined
      : await ask('who could have made them and when', () =>
          readTraces(session, unexplained, is.snapshot.catalog),
        )
  return { ...outcome, ignored: [...own, ...outcome.ignored], comparison, notAssessed, ledger, traces }
}

/** Takes a failure of a server for something that was not assessed. */
function makeAsking({ name }: Source, notAssessed: NotAssessed[]) {
  return async <Answer>(what: string, ask: () => Promise<Answer>): Promise<Answer | undefined> => {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof PgwrightError) || error.exit !== ExitCode.unreachable) throw error
      notAssessed.push({ what: `of the differences of ${name}: ${what}`, because: error.message })
      return undefined
    }
  }
}

async function explain(comparison: Comparison, session: Session, options: CompareOptions) {
  const { history } = comparison.from
  const reading = history && (await readLedgerOf(history, session))
  if (reading === undefined) return undefined
  const own = comparison.differences.filter(it => isOfLedger(it, reading))
  const differences = comparison.differences.filter(it => !own.includes(it))
  const explanation = await explainByLedger({ ...comparison, differences }, reading, options)
  const ledger = { ...reading, madeAhead: explanation.madeAhead }
  return { ledger, differences: explanation.differences, own: own.map(ignoreOwn) }
}

function ignoreOwn({ kind, identity, attributes }: Comparison['differences'][number]): IgnoredDifference {
  return {
    object: objectKey(kind, identity),
    attributes: attributes.map(({ name }) => name),
    reason: 'it is the ledger of the migrations, which their tool makes',
  }
}
