import { describeAttribute, objectKey, parseObjectPattern } from '../catalog/index.ts'
import type { FoldedDifference } from './fold.ts'

/** What may differ, and why it may. */
export interface IgnoreRule {
  /** Kind and name, `*` for anything: `table partman.*`, `index *`. */
  object: string
  /** Only this attribute, by the column of the system catalog or the word that reports use: `reloptions`, `owner`. */
  attribute?: string
  reason: string
  /** The last day on which it may, such as `2027-01-31`; for ever when there is none. */
  until?: string
}

export interface IgnoredDifference {
  object: string
  attributes: string[]
  reason: string
}

export interface IgnoreOutcome {
  kept: FoldedDifference[]
  ignored: IgnoredDifference[]
  /** Rules that a difference matched, expired ones among them. */
  matched: Set<IgnoreRule>
}

/** Takes out what a rule allows today; an object whose every difference is allowed goes as a whole. */
export function ignoreDifferences(
  differences: readonly FoldedDifference[],
  rules: readonly IgnoreRule[],
  today: string,
): IgnoreOutcome {
  const outcome: IgnoreOutcome = { kept: [], ignored: [], matched: new Set() }
  for (const difference of differences) {
    const object = objectKey(difference.kind, difference.identity)
    const matching = rules.filter(rule => parseObjectPattern(rule.object).test(object))
    const find = (isMeant: (rule: IgnoreRule) => boolean) => {
      const meant = matching.filter(isMeant)
      for (const rule of meant) outcome.matched.add(rule)
      return meant.find(rule => !isExpired(rule, today))
    }
    const whole = find(({ attribute }) => attribute === undefined)
    if (whole !== undefined) {
      outcome.ignored.push({ object, attributes: [], reason: whole.reason })
      continue
    }
    const attributes = difference.attributes.filter(({ name }) => {
      const rule = find(({ attribute }) => attribute === name || attribute === describeAttribute(name).words)
      if (rule !== undefined) outcome.ignored.push({ object, attributes: [name], reason: rule.reason })
      return rule === undefined
    })
    if (difference.change !== 'altered' || attributes.length > 0) {
      outcome.kept.push({ ...difference, attributes })
    }
  }
  return outcome
}

/** Days are compared as texts. */
export function isExpired({ until }: IgnoreRule, today: string): boolean {
  return until !== undefined && until < today
}
