import { didYouMean, formatLocation, UsageError } from '../../base/index.ts'
import type { Comment, Statement } from '../../sql/index.ts'

/** How a backfill goes about its work; what is missing is chosen for it. */
export interface BackfillOptions {
  /** No batch has more keys than so many; by default as many as are done in `timeMs`. */
  batchRows?: number
  /** How long a batch should take; its locks are held for as long. Default: 200. */
  timeMs?: number
  /** A pause after each batch. */
  pauseMs?: number
  /** While a standby is further behind than this, nothing is done. Default: 10 s. */
  maxLagMs?: number
}

/** The words of the comment line, by the option they set. */
const words: Record<string, { option: keyof BackfillOptions; read(text: string): number | undefined }> = {
  batch: { option: 'batchRows', read: readCount },
  time: { option: 'timeMs', read: readDuration },
  pause: { option: 'pauseMs', read: readDuration },
  'max-lag': { option: 'maxLagMs', read: readDuration },
}

const mark = /^--\s*pgwright:\s*backfill\b\s*(.*)$/i

/** Whether a text may hold a mark: cheaper than reading its statements. */
export function mayHoldBackfill(text: string): boolean {
  return /--\s*pgwright:\s*backfill\b/i.test(text)
}

/** The statements that a comment line before them marks as backfills. */
export function readMarks(
  statements: readonly Statement[],
  comments: readonly Comment[],
): Map<Statement, BackfillOptions> {
  const marked = new Map<Statement, BackfillOptions>()
  for (const { text, start, location } of comments) {
    const found = mark.exec(text.trimEnd())
    if (found === null) continue
    const statement = statements.find(it => it.location.file === location.file && it.start > start)
    if (statement !== undefined) marked.set(statement, readOptions(found[1]!, formatLocation(location)))
  }
  return marked
}

/**
 * Reads `batch=5000 time=200ms pause=100ms max-lag=10s`.
 *
 * @throws {UsageError} for a word that is none of these.
 */
export function readOptions(text: string, place: string): BackfillOptions {
  const options: BackfillOptions = {}
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/.exec(word)!
    const known = words[name]
    if (known === undefined) {
      throw new UsageError(
        `${place}: a backfill has no option “${name}”.${didYouMean(name, Object.keys(words))}`,
      )
    }
    const amount = known.read(value)
    if (amount === undefined) throw new UsageError(`${place}: ${name} cannot be “${value}”`)
    options[known.option] = amount
  }
  return options
}

function readCount(text: string): number | undefined {
  return /^[1-9]\d*$/.test(text) ? Number(text) : undefined
}

const units: Record<string, number> = { ms: 1, s: 1000, min: 60_000 }

function readDuration(text: string): number | undefined {
  const [, amount, unit = 'ms'] = /^(\d+)(ms|s|min)?$/.exec(text) ?? []
  return amount === undefined ? undefined : Number(amount) * units[unit]!
}
