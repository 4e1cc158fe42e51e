import { describeAttribute, objectKey, parseObjectPattern } from '../catalog/index.ts'
import type { FoldedDifference } from './fold.ts'

/** What may differ, and why it may. */
export interface IgnoreRule {
  /** Kind and name, `*` for anything: `table partman.*`, `index *`. */
  object: string
  /** Only this attribute, by the column of the system catalog or the word that reports use: `reloptions`, `owner`. */
  attribute?: string
  reason: string
}

export interface IgnoredDifference {
  object: string
  attributes: string[]
  reason: string
}

/** Takes out what a rule allows; an object whose every difference is allowed goes as a whole. */
export function ignoreDifferences(
  differences: readonly FoldedDifference[],
  rules: readonly IgnoreRule[],
): { kept: FoldedDifference[]; ignored: IgnoredDifference[] } {
  const kept: FoldedDifference[] = []
  const ignored: IgnoredDifference[] = []
  for (const difference of differences) {
    const object = objectKey(difference.kind, difference.identity)
    const matching = rules.filter(rule => parseObjectPattern(rule.object).test(object))
    const whole = matching.find(({ attribute }) => attribute === undefined)
    if (whole !== undefined) {
      ignored.push({ object, attributes: [], reason: whole.reason })
      continue
    }
    const ruleFor = (name: string) =>
      matching.find(({ attribute }) => attribute === name || attribute === describeAttribute(name).words)
    for (const { name } of difference.attributes) {
      const rule = ruleFor(name)
      if (rule !== undefined) ignored.push({ object, attributes: [name], reason: rule.reason })
    }
    const attributes = difference.attributes.filter(({ name }) => ruleFor(name) === undefined)
    if (difference.change !== 'altered' || attributes.length > 0) kept.push({ ...difference, attributes })
  }
  return { kept, ignored }
}
