import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/base/index.ts'
import { formats, renderReport, type Style } from '../../src/findings/index.ts'
import { cleanReport, sampleReport, sampleSources } from './sample-report.ts'

const options = { sources: sampleSources, toolVersion: '1.2.3' }

/** Colours as marks that one can read. */
const markedStyle: Style = {
  bold: text => `*${text}*`,
  dim: text => `~${text}~`,
  red: text => `r{${text}}`,
  yellow: text => `y{${text}}`,
  green: text => `g{${text}}`,
  cyan: text => `c{${text}}`,
}

describe('each format', () => {
  it.each(formats)('$name shows the sample', async ({ name }) => {
    await expect(await renderReport(sampleReport, name, options)).toMatchFileSnapshot(
      `snapshots/sample.${name}.snap`,
    )
  })

  it.each(formats)('$name shows a clean report', async ({ name }) => {
    await expect(await renderReport(cleanReport, name, options)).toMatchFileSnapshot(
      `snapshots/clean.${name}.snap`,
    )
  })

  it.each(formats)('$name needs neither sources nor options', async ({ name }) => {
    const text = await renderReport(sampleReport, name)
    expect(text.endsWith('\n')).toBe(true)
    expect(text).not.toContain('undefined')
  })

  it.each(formats)('$name shows what could not be assessed', async ({ name }) => {
    const text = await renderReport({ ...cleanReport, notAssessed: sampleReport.notAssessed }, name)
    expect(text).toContain('the run time in production')
  })

  it('is the same text for the same report', async () => {
    for (const { name } of formats) {
      expect(await renderReport(sampleReport, name, options)).toBe(
        await renderReport(sampleReport, name, options),
      )
    }
  })

  it('unknown is a UsageError with a guess', async () => {
    await expect(renderReport(sampleReport, 'jsn')).rejects.toThrow(UsageError)
    await expect(renderReport(sampleReport, 'jsn')).rejects.toThrow(
      'Unknown format "jsn". Did you mean "json"?',
    )
  })
})

describe('pretty', () => {
  it('colours where it is told to', async () => {
    const text = await renderReport(sampleReport, 'pretty', { ...options, style: markedStyle, width: 80 })
    await expect(text).toMatchFileSnapshot('snapshots/sample.pretty.coloured.snap')
  })

  it.each([60, 80, 100, 200])('keeps prose and tables within %i columns', async width => {
    const report = { ...sampleReport, findings: sampleReport.findings.map(({ remedy, ...rest }) => rest) }
    const text = await renderReport(report, 'pretty', { width })
    const code = /│|pgwright review --dir/
    const tooLong = text.split('\n').filter(line => line.length > width && !code.test(line))
    expect(tooLong).toEqual([])
  })

  it('ends with the verdict', async () => {
    expect((await renderReport(sampleReport, 'pretty')).trimEnd().split('\n').at(-1)).toBe(
      'BLOCK  3 errors and 1 warning',
    )
  })
})

describe('html', () => {
  it('loads nothing, and its policy allows just its own style and script', async () => {
    const page = await renderReport(sampleReport, 'html', options)
    expect(page).not.toMatch(/https?:|src=|@import|url\(|<link|style="|onclick/)
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!
    for (const element of ['style', 'script']) {
      const content = new RegExp(`<${element}>(.*)</${element}>`, 's').exec(page)![1]!
      const hash = createHash('sha256').update(content).digest('base64')
      expect(policy).toContain(`${element}-src 'sha256-${hash}'`)
    }
  })

  it('links to documentation and sources where they are published', async () => {
    const links = { docsUrl: 'https://example.org/', sourceUrl: 'https://example.org/blob/main/' }
    const page = await renderReport(sampleReport, 'html', links)
    expect(page).toContain('href="https://example.org/docs/rules/data-loss.md"')
    expect(page).toContain('href="https://example.org/blob/main/migrations/016_order_totals.sql#L2"')
  })

  it('draws a timeline of one step and one of many', async () => {
    const steps = Array.from({ length: 200 }, (_, i) => ({ label: `step ${i}` }))
    const bars = [{ first: 0, last: 199, label: 'SHARE', tone: 'caution' as const }]
    const lanes = Array.from({ length: 50 }, (_, i) => ({ label: `relation ${i}`, bars }))
    const many = { kind: 'timeline' as const, title: 'Many', steps, lanes }
    const one = { ...many, steps: [steps[0]!], lanes: [{ label: 'one', bars: [{ ...bars[0]!, last: 0 }] }] }
    const page = await renderReport({ ...cleanReport, sections: [one, many] }, 'html')
    expect(page.match(/<rect class="caution" x=/g)).toHaveLength(51)
    expect(page).toContain('All 200 steps')
  })
})
