import { didYouMean, formatLocation, locate, UsageError } from '../base/index.ts'
import type { Finding } from './finding.ts'
import { fingerprint } from './fingerprint.ts'
import { toJson } from './json-text.ts'

/** A finding that is known and accepted. Apart from fingerprint and expiry all is for people. */
export interface BaselineEntry {
  /** As `fingerprint` gives it. */
  fingerprint: string
  check: string
  file?: string
  object?: string
  message: string
  /** Why it is accepted. */
  reason?: string
  /** Who answers for it. */
  owner?: string
  /** The last day on which it is accepted, such as `2027-01-31`. */
  expires?: string
}

export interface Baseline {
  version: 1
  findings: BaselineEntry[]
}

/**
 * Reads the text of a baseline. Throws UsageError with the place (line and column, or key) of what is wrong.
 */
export async function readBaseline(text: string, file: string): Promise<Baseline> {
  const { baselineSchema } = await import('./schema.ts')
  const result = baselineSchema.safeParse(parseJson(text, file))
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const hint = 'The file is described by schema/baseline.schema.json.'
  if (issue.code !== 'unrecognized_keys') {
    throw new UsageError(`${file}: ${formatPath(issue.path)}: ${issue.message}`, { hint })
  }
  const [key = ''] = issue.keys
  const shape = issue.path.length === 0 ? baselineSchema.shape : baselineSchema.shape.findings.element.shape
  const path = formatPath([...issue.path, key])
  throw new UsageError(`${file}: ${path}: no such key.${didYouMean(key, Object.keys(shape))}`, { hint })
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    const { message } = cause as SyntaxError
    const offset = /position (\d+)/.exec(message)?.[1]
    const position = offset === undefined ? text.length : Number(offset)
    const place = formatLocation(locate(file, text, position, position))
    throw new UsageError(`${place}: not JSON: ${message}`, {
      cause,
      hint: 'Mend it, or write the baseline anew.',
    })
  }
}

/** `findings[3].expires`; the whole file when the path is empty. */
function formatPath(path: readonly PropertyKey[]): string {
  const keys = path.map(key => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
  return keys.join('').replace(/^\./, '') || 'the file'
}

/**
 * The text of a baseline that accepts these findings, sorted, the same bytes for the same findings. What
 * people wrote into the entries of the baseline before (reason, owner, expiry) is kept.
 */
export function writeBaseline(findings: readonly Finding[], previous?: Baseline): string {
  const before = new Map(previous?.findings.map(entry => [entry.fingerprint, entry]))
  const fingerprints = fingerprint(findings)
  const entries = findings.map(({ check, location, object, message }, i): BaselineEntry => {
    const { reason, owner, expires } = before.get(fingerprints[i]!) ?? {}
    return {
      fingerprint: fingerprints[i]!,
      check,
      file: location?.file,
      object,
      message,
      reason,
      owner,
      expires,
    }
  })
  const baseline: Baseline = { version: 1, findings: entries.sort(compareEntries) }
  return toJson(baseline)
}

function compareEntries(a: BaselineEntry, b: BaselineEntry): number {
  const keysOf = ({ file = '', check, fingerprint }: BaselineEntry) => [file, check, fingerprint]
  const [left, right] = [keysOf(a), keysOf(b)]
  const i = left.findIndex((key, index) => key !== right[index])
  if (i === -1) return 0
  return left[i]! < right[i]! ? -1 : 1
}

/** What a baseline makes of the findings of a run. */
export interface BaselineOutcome {
  /** New ones, and known ones whose acceptance has expired. */
  findings: Finding[]
  /** Accepted ones, each with the entry that accepts it. */
  known: { finding: Finding; entry: BaselineEntry }[]
  /** Entries whose finding is no longer there: they can be deleted. */
  fixed: BaselineEntry[]
  /** Entries past their last day whose finding is still there. */
  expired: BaselineEntry[]
}

/** `today` is a date such as `2026-11-22`; an entry still holds on the day it expires. */
export function applyBaseline(
  findings: readonly Finding[],
  baseline: Baseline,
  today: string,
): BaselineOutcome {
  const fingerprints = fingerprint(findings)
  const entries = new Map(baseline.findings.map(entry => [entry.fingerprint, entry]))
  const present = new Set(fingerprints)
  const isExpired = ({ expires }: BaselineEntry) => expires !== undefined && expires < today
  const outcome: BaselineOutcome = {
    findings: [],
    known: [],
    fixed: baseline.findings.filter(entry => !present.has(entry.fingerprint)),
    expired: baseline.findings.filter(entry => present.has(entry.fingerprint) && isExpired(entry)),
  }
  for (const [i, finding] of findings.entries()) {
    const entry = entries.get(fingerprints[i]!)
    if (entry === undefined || isExpired(entry)) outcome.findings.push(finding)
    else outcome.known.push({ finding, entry })
  }
  return outcome
}
