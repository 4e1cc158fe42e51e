import { expect, test } from 'vitest'
import { beyond, coverage } from '../../scripts/coverage.ts'
import { rules } from '../../src/lint/index.ts'

const names: string[] = rules.map(({ name }) => name)

test('every row of the union is there, once', () => {
  expect(new Set(coverage.map(({ catches }) => catches)).size).toBe(88)
})

test.each([...coverage, ...beyond])(
  '$catches: its rules exist, or a reason is given',
  ({ rules, because }) => {
    expect(rules.filter(rule => !names.includes(rule))).toEqual([])
    expect(rules.length > 0 || because !== undefined).toBe(true)
  },
)
