import { count, formatBytes, formatDuration, groupDigits, listWords } from '../base/index.ts'
import type { Finding, Severity } from './finding.ts'
import type { Verdict } from './report.ts'

/** What a verdict means to the person who reads it. */
export const verdictMeanings: Record<Verdict, string> = {
  pass: 'Nothing speaks against it',
  warn: 'Worth a look before it ships',
  block: 'It must not ship like this',
}

/** `2 errors, 1 warning and 1 note`, without what does not occur; `no findings` when there are none. */
export function countFindings(findings: readonly Finding[]): string {
  const parts = countBySeverity(findings).map(([severity, n]) => count(n, severityWords[severity]))
  return parts.length === 0 ? 'no findings' : listWords(parts)
}

/** How many findings there are of each severity that occurs, the gravest first. */
export function countBySeverity(findings: readonly Finding[]): [Severity, number][] {
  const gravestFirst: Severity[] = ['error', 'warning', 'info']
  return gravestFirst
    .map((severity): [Severity, number] => [severity, findings.filter(f => f.severity === severity).length])
    .filter(([, n]) => n > 0)
}

export const severityWords: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' }

/** What a fact is called and its value, both made for reading. */
export interface Fact {
  name: string
  value: string
}

/** `{ lockMode: 'Share', walBytes: 2048 }` as `lock mode: Share`, `WAL: 2.0 kB`, without unknown values. */
export function describeFacts(facts: Record<string, unknown>): Fact[] {
  return Object.entries(facts)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => ({ name: nameFact(key), value: describeValue(key, value) }))
}

function nameFact(key: string): string {
  return splitWords(key.replace(/(?<=.)(Bytes|Ms)$/, '')).replace(/\b(wal|sql|ddl)\b/g, word =>
    word.toUpperCase(),
  )
}

/** `lockMode` and `lock_mode` as `lock mode`. */
function splitWords(key: string): string {
  return key
    .replace(/([a-z\d])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
    .replaceAll('_', ' ')
}

function describeValue(key: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return describeNumber(key, value)
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : listWords(value.map(item => describeValue(key, item)))
  if (typeof value === 'object' && value !== null) {
    return describeFacts(value as Record<string, unknown>)
      .map(fact => `${fact.name} ${fact.value}`)
      .join(', ')
  }
  return String(value)
}

function describeNumber(key: string, value: number): string {
  if (/bytes$/i.test(key)) return formatBytes(value)
  if (/Ms$/.test(key)) return formatDuration(value)
  return groupDigits(value)
}

/** Counts such as `1 index` and `4 statements`, and circumstances such as `rehearsed on PostgreSQL 18.4`. */
export function describeExamined(examined: Record<string, number | string | boolean>): {
  counts: Fact[]
  circumstances: string[]
} {
  const isCount = ([, value]: [string, unknown]) => typeof value === 'number'
  const entries = Object.entries(examined)
  const counts = describeFacts(Object.fromEntries(entries.filter(isCount)))
  const others = describeFacts(Object.fromEntries(entries.filter(entry => !isCount(entry))))
  return {
    counts: counts.map(({ name, value }) => ({ name: value === '1' ? singular(name) : name, value })),
    circumstances: others.map(({ name, value }) => `${name} ${value}`),
  }
}

/** `4 statements, 1 index, rehearsed on PostgreSQL 18.4`. */
export function writeExamined(examined: Record<string, number | string | boolean>): string {
  const { counts, circumstances } = describeExamined(examined)
  return [...counts.map(({ name, value }) => `${value} ${name}`), ...circumstances].join(', ')
}

function singular(noun: string): string {
  if (noun.endsWith('ies')) return `${noun.slice(0, -3)}y`
  return noun.replace(/(?<=x|sh|ch|ss)es$|(?<!s)s$/, '')
}
