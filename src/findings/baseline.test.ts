import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../base/index.ts'
import { applyBaseline, readBaseline, writeBaseline } from './baseline.ts'
import type { Finding } from './finding.ts'
import { fingerprint } from './fingerprint.ts'

const today = '2026-11-22'

function findingOf(check: string, statement: string): Finding {
  return {
    check,
    group: 'locking',
    severity: 'error',
    knowledge: 'text',
    message: `${check} in ${statement}`,
    why: 'because',
    location: { file: 'a.sql', line: 1, column: 1, endLine: 1, endColumn: 2 },
    statement,
    evidence: {},
    docs: 'docs/rules/x.md',
  }
}

const findings = fc.array(
  fc.tuple(fc.constantFrom('x', 'y', 'z'), fc.string()).map(pair => findingOf(...pair)),
)

describe('a baseline', () => {
  it('accepts just the findings that it was written from', async () => {
    await fc.assert(
      fc.asyncProperty(findings, findings, async (old, fresh) => {
        const baseline = await readBaseline(writeBaseline(old), 'baseline.json')
        expect(applyBaseline(old, baseline, today)).toMatchObject({ findings: [], fixed: [], expired: [] })
        const { findings: left, known, fixed } = applyBaseline(fresh, baseline, today)
        expect(left.length + known.length).toBe(fresh.length)
        expect(known.length + fixed.length).toBe(old.length)
      }),
    )
  })

  it('is the same bytes in whatever order findings come', () => {
    fc.assert(
      fc.property(findings, all => {
        const distinct = [...new Map(all.map(finding => [fingerprint([finding])[0], finding])).values()]
        expect(writeBaseline([...distinct].reverse())).toBe(writeBaseline(distinct))
      }),
    )
  })

  it('keeps what people wrote when it is written anew', async () => {
    const [a, b] = [findingOf('x', 'a'), findingOf('x', 'b')]
    const baseline = await readBaseline(writeBaseline([a]), 'baseline.json')
    Object.assign(baseline.findings[0]!, {
      reason: 'empty until launch',
      owner: 'shop',
      expires: '2027-01-31',
    })
    const again = await readBaseline(writeBaseline([b, a], baseline), 'baseline.json')
    expect(again.findings.find(entry => entry.message === a.message)).toEqual(baseline.findings[0])
    expect(again.findings.find(entry => entry.message === b.message)?.reason).toBeUndefined()
  })

  it('holds on its last day and no longer', async () => {
    const finding = findingOf('x', 'a')
    const baseline = await readBaseline(writeBaseline([finding]), 'baseline.json')
    baseline.findings[0]!.expires = today
    expect(applyBaseline([finding], baseline, today)).toMatchObject({ findings: [], expired: [] })
    expect(applyBaseline([finding], baseline, '2026-11-23')).toMatchObject({
      findings: [finding],
      known: [],
      expired: baseline.findings,
    })
  })
})

describe('a broken baseline', () => {
  const entry = { fingerprint: '0'.repeat(32), check: 'x', message: 'm' }
  const write = (change: object) => JSON.stringify({ version: 1, findings: [entry, { ...entry, ...change }] })

  it.each([
    ['{\n  "version": 1,\n  oops', /^baseline\.json:3:3: not JSON/],
    ['', /^baseline\.json:1:1: not JSON/],
    ['[]', /^baseline\.json: the file: /],
    ['{"version":2,"findings":[]}', /^baseline\.json: version: /],
    ['{"version":1}', /^baseline\.json: findings: /],
    [
      '{"version":1,"findings":[],"finding":1}',
      /^baseline\.json: finding: no such key\. Did you mean "findings"\?$/,
    ],
    [
      write({ expires: 'soon' }),
      /^baseline\.json: findings\[1\]\.expires: must be a date such as 2027-01-31$/,
    ],
    [write({ expires: '2027-02-30' }), /findings\[1\]\.expires: must be a date/],
    [write({ expirs: '2027-01-31' }), /findings\[1\]\.expirs: no such key\. Did you mean "expires"\?$/],
    [write({ fingerprint: 'abc' }), /findings\[1\]\.fingerprint: must be 32 hexadecimal digits$/],
  ])('%s is a UsageError that names the place', async (text, message) => {
    const error = await readBaseline(text, 'baseline.json').catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(UsageError)
    expect((error as UsageError).message).toMatch(message)
    expect((error as UsageError).hint).toBeDefined()
  })
})
