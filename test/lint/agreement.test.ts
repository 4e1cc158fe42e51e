import { expect, test } from 'vitest'
import { formatLocation } from '../../src/base/index.ts'
import type { Finding } from '../../src/findings/index.ts'
import { lint, rules } from '../../src/lint/index.ts'
import { review } from '../../src/review/index.ts'
import { major } from '../support/major.ts'

const onlyRehearsed = new Set<string>(
  rules.filter(({ needsRehearsal }) => needsRehearsal).map(({ name }) => name),
)

/** What both can find, as `file:line:column rule object`. */
function comparable(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ check }) => !onlyRehearsed.has(check))
    .map(({ check, location, object }) => `${location && formatLocation(location)} ${check} ${object}`)
    .sort()
}

test.each([3, 12])('lint foresees of the last %i migrations of the demo what a review sees', async last => {
  const options = { dir: 'demo/migrations', pending: { last }, major }
  const [foreseen, seen] = await Promise.all([lint(options), review(options)])
  expect(comparable(foreseen.findings)).toEqual(comparable(seen.findings))
  expect(comparable(seen.findings).length).toBeGreaterThan(10)
})
