import { readFileSync } from 'node:fs'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import type { Baseline, Finding, NotAssessed, Report } from '../../src/findings/index.ts'
import { renderReport, writeBaseline } from '../../src/findings/index.ts'
import type { baselineSchema, reportSchema } from '../../src/findings/schema.ts'
import { readMarkup } from './markup-reader.ts'
import { cleanReport, sampleReport } from './sample-report.ts'

const placeless: Report = {
  ...cleanReport,
  findings: [{ ...sampleReport.findings[0]!, location: undefined, statement: undefined }],
}
const reports = [sampleReport, cleanReport, placeless]

function readSchema(name: string): z.ZodType {
  return z.fromJSONSchema(JSON.parse(readFileSync(`schema/${name}.schema.json`, 'utf8')))
}

describe('json', () => {
  it('is what the published schema describes', async () => {
    const schema = readSchema('report')
    for (const report of reports) schema.parse(JSON.parse(await renderReport(report, 'json')))
    const envelope = JSON.parse(await renderReport(sampleReport, 'json'))
    expect(schema.safeParse({ ...envelope, sections: [] }).success).toBe(false)
    expect(schema.safeParse({ ...envelope, version: 2 }).success).toBe(false)
  })

  it('has the types that the schema describes', () => {
    type Envelope = z.infer<typeof reportSchema>
    expectTypeOf<Envelope['findings'][number]>().toEqualTypeOf<Finding>()
    expectTypeOf<Envelope['notAssessed'][number]>().toEqualTypeOf<NotAssessed>()
    expectTypeOf<Omit<Envelope, 'version'>>().toEqualTypeOf<Omit<Report, 'sections' | 'ticket'>>()
    expectTypeOf<z.infer<typeof baselineSchema>>().toEqualTypeOf<Baseline>()
  })

  it('writes counts of the server, which are bigint', async () => {
    const facts = { small: 12n, large: 2n ** 63n }
    const { facts: read } = JSON.parse(await renderReport({ ...cleanReport, facts }, 'json'))
    expect(read).toEqual({ small: 12, large: '9223372036854775808' })
  })

  it('a baseline is what its published schema describes', () => {
    readSchema('baseline').parse(JSON.parse(writeBaseline(sampleReport.findings)))
  })
})

describe('sarif', () => {
  it.each(reports)('is what code scanning takes', async report => {
    const { version, runs } = JSON.parse(await renderReport(report, 'sarif', { toolVersion: '1.2.3' }))
    expect(version).toBe('2.1.0')
    const [{ tool, results }] = runs
    expect(tool.driver).toMatchObject({ name: 'pgwright', version: '1.2.3' })
    expect(results).toHaveLength(report.findings.length)
    for (const result of results) {
      expect(tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId)
      expect(['error', 'warning', 'note']).toContain(result.level)
      expect(result.message.text).not.toBe('')
      expect(
        Object.values(result.partialFingerprints).every(print => /^[0-9a-f]{32}(:1)?$/.test(String(print))),
      ).toBe(true)
      const { artifactLocation, region } = result.locations[0].physicalLocation
      expect(artifactLocation.uri).toMatch(/^[^/\s][^\s]*$/)
      expect(region.startLine).toBeGreaterThanOrEqual(1)
    }
    for (const rule of tool.driver.rules) {
      expect(rule.shortDescription.text).not.toBe('')
      expect(rule.help.text).toContain('docs/rules/')
    }
  })

  it('describes each check once', async () => {
    const findings = [...sampleReport.findings, ...sampleReport.findings]
    const { runs } = JSON.parse(await renderReport({ ...sampleReport, findings }, 'sarif'))
    expect(runs[0].tool.driver.rules).toHaveLength(4)
    expect(
      new Set(
        runs[0].results.map((r: { partialFingerprints: object }) => JSON.stringify(r.partialFingerprints)),
      ).size,
    ).toBe(8)
  })
})

describe('gitlab', () => {
  it.each(reports)('has all that GitLab requires', async report => {
    const issues = JSON.parse(await renderReport(report, 'gitlab'))
    expect(issues).toHaveLength(report.findings.length + report.notAssessed.length)
    expect(new Set(issues.map((issue: { fingerprint: string }) => issue.fingerprint)).size).toBe(
      issues.length,
    )
    for (const issue of issues) {
      expect(issue).toMatchObject({ description: expect.any(String), check_name: expect.any(String) })
      expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(issue.severity)
      expect(issue.location.path).not.toMatch(/^\.?\//)
      expect(issue.location.lines.begin).toBeGreaterThanOrEqual(1)
    }
  })
})

describe('junit', () => {
  it.each(reports)('counts what it holds', async report => {
    const tokens = readMarkup(await renderReport(report, 'junit'))
    const elements = tokens.flatMap(token => (token.kind === 'open' || token.kind === 'empty' ? [token] : []))
    const countOf = (name: string) => String(elements.filter(element => element.name === name).length)
    const suite = elements.find(element => element.name === 'testsuite')!
    expect(suite.attributes).toMatchObject({
      tests: countOf('testcase'),
      failures: countOf('failure'),
      skipped: countOf('skipped'),
    })
    expect(Number(suite.attributes.tests)).toBeGreaterThan(0)
  })
})
