import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderReport } from '../../src/findings/index.ts'
import { fence } from '../../src/findings/reporters/markdown/text.ts'
import { hostileText, replaceTexts } from './hostile.ts'
import { sampleReport, sampleSources } from './sample-report.ts'

/** The text outside of fences, read as CommonMark reads them; throws when one stays open. */
function withoutFences(markdown: string): string {
  const rest: string[] = []
  let ticks: string | undefined
  for (const line of markdown.split('\n')) {
    const [row] = /^`{3,}/.exec(line) ?? []
    if (ticks === undefined && row === undefined) rest.push(line)
    else if (ticks === undefined) ticks = row
    else if (row !== undefined && row.length >= ticks.length && line.trim() === row) ticks = undefined
  }
  if (ticks !== undefined) throw new Error('a fence stays open')
  return rest.join('\n')
}

function checkStructure(markdown: string): void {
  const text = withoutFences(markdown)
  expect(text.match(/^<details>$/gm)?.length ?? 0).toBe(text.match(/^<\/details>$/gm)?.length ?? 0)
  const rows = text.split('\n').filter(line => line.startsWith('| '))
  const tables = rows.map(row => row.replace(/\\./g, '').split('|').length - 2)
  expect(tables.every(cells => [2, 4, 5].includes(cells))).toBe(true)
}

describe('markdown', () => {
  it('has fences that no content closes', () => {
    const code = fc
      .array(fc.constantFrom('`', '```', '````', '\n', 'x', '~~~'), { maxLength: 20 })
      .map(all => all.join(''))
    fc.assert(
      fc.property(code, sql => {
        const text = fence('sql', sql)
        expect(withoutFences(text)).toBe('')
        expect(text.split('\n').slice(1, -1).join('\n')).toBe(sql.trimEnd())
      }),
    )
  })

  it('keeps its tables and folds whatever the texts hold', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async text => {
        const markdown = await renderReport(
          replaceTexts(sampleReport, () => `${text}\n\n${text}`),
          'markdown',
        )
        checkStructure(markdown)
        expect(withoutFences(markdown)).not.toMatch(/<(?!\/?(details|summary|code|br)>)/)
      }),
      { numRuns: 60 },
    )
  })

  it('says what is left out of a comment that would be too long, and cuts nothing in two', async () => {
    const findings = Array.from({ length: 1000 }, () => sampleReport.findings).flat()
    const markdown = await renderReport({ ...sampleReport, findings }, 'markdown', { sources: sampleSources })
    expect(markdown.length).toBeLessThanOrEqual(65_536)
    expect(markdown.length).toBeGreaterThan(50_000)
    expect(markdown).toContain('3,000 errors and 1,000 warnings')
    expect(markdown.trimEnd()).toMatch(/parts left out: a comment cannot hold more\./)
    checkStructure(markdown)
  })
})
