import type { PairResult } from './pairs.ts'
import type { RoundTrip } from './round-trip.ts'
import { renderTable, seconds } from './table.ts'

interface Place {
  name: string
  major: number
}

export interface CampaignResults {
  trips: (Place & RoundTrip)[]
  pairs: (Place & PairResult)[]
  /** Histories that do not replay from the first migration to the last, with the first error. */
  unread: (Place & { because: string })[]
}

export function renderResults(
  { trips, pairs, unread }: CampaignResults,
  { environment, seed, date }: { environment: string; seed: string; date: Date },
): string {
  return ''
}
