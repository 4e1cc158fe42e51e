import { listWords } from '../base/index.ts'
import { describeDifference, objectKey } from '../catalog/index.ts'
import type { Finding } from '../findings/index.ts'
import type { Examination } from './examine.ts'
import type { FoldedDifference } from './fold.ts'
import type { IgnoreRule } from './ignore.ts'
import { judgeDifference } from './judge.ts'
import { findRemedy } from './remedies.ts'

const docs = 'docs/reference/drift.md'

/** What a difference says to whoever looks after the database; `isOnly` when no other could be meant. */
export function makeFinding(
  command: 'diff' | 'drift',
  difference: FoldedDifference,
  { comparison, traces, remedies }: Examination,
  isOnly: boolean,
): Finding {
  const { change, kind, identity, attributes, parts, cause } = difference
  const { from, to } = comparison
  const { class: driftClass, severity, group, why, isGuess } = judgeDifference(difference)
  const object = objectKey(kind, identity)
  const remedy = remedies && findRemedy(difference, remedies)
  const words =
    command === 'diff'
      ? { added: `is in ${to.name} only`, removed: `is in ${from.name} only` }
      : { added: 'is there and should not be', removed: 'is missing' }
  const versions = cause?.by === 'pending' ? cause.versions : []
  const pending =
    versions.length === 0
      ? ''
      : `; ${listWords(versions)} ${versions.length === 1 ? 'is' : 'are'} not applied`
  return {
    check: command === 'diff' ? 'difference' : `drift-${driftClass.replace(' ', '-')}`,
    group,
    severity,
    knowledge: 'catalog',
    message: `${isOnly ? '' : `${to.name}: `}${object} ${tellDifference(difference, words)}${pending}`,
    why,
    object,
    evidence: {
      change,
      ...(command === 'drift' && { class: driftClass, ...(isGuess && { isGuess }) }),
      from: from.name,
      to: to.name,
      ...(versions.length > 0 && { missingMigrations: versions }),
      ...(parts !== '' && { with: parts }),
      ...(attributes.length > 0 && { attributes: attributes.map(describeDifference) }),
      ...(change === 'removed' && traces && { changedAt: 'not known, it is gone' }),
      ...traces?.byObject.get(object),
    },
    ...(remedy !== undefined && { remedy }),
    docs,
  }
}

function tellDifference(
  { change, attributes, parts }: FoldedDifference,
  { added, removed }: { added: string; removed: string },
): string {
  const rest = parts === '' ? '' : `, with ${parts}`
  if (change === 'added') return `${added}${rest}`
  if (change === 'removed') return `${removed}${rest}`
  return `differs: ${attributes.map(describeDifference).join('; ')}`
}

/** A rule that would still silence something if its day had not come. */
export function tellExpired({ object, attribute, reason, until }: IgnoreRule): Finding {
  const what = attribute === undefined ? object : `${attribute} of ${object}`
  return {
    check: 'ignore-expired',
    group: 'style',
    severity: 'info',
    knowledge: 'text',
    message: `${what} might differ until ${until} and still does`,
    why: 'Somebody set a day by which it should be equal: mend it, or give the rule a new day and say why.',
    object,
    evidence: { until, reason },
    docs,
  }
}
