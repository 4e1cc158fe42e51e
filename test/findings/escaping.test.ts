import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Report, renderReport } from '../../src/findings/index.ts'
import { makeVisible } from '../../src/findings/visible.ts'
import { hostileText, replaceTexts } from './hostile.ts'
import { checkNesting, readMarkup, skeleton, textOf } from './markup-reader.ts'
import { sampleReport } from './sample-report.ts'

/**
 * The sample without circumstances whose words are read: numbers and layout stay the same, whatever the
 * texts.
 */
const report: Report = { ...sampleReport, examined: { statements: 9, server: 'PostgreSQL 18.4' } }
const runs = { numRuns: 60 }

describe('hostile text in every field', () => {
  it('leaves the elements of the page as they are', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async text => {
        const shown = makeVisible(text)
        const hostile = readMarkup(
          await renderReport(
            replaceTexts(report, n => `${n} ${text} ${n}`),
            'html',
          ),
        )
        const harmless = readMarkup(
          await renderReport(
            replaceTexts(report, n => `${n} ${'x'.repeat(shown.length)} ${n}`),
            'html',
          ),
        )
        checkNesting(hostile, ['meta'])
        expect(skeleton(hostile)).toBe(skeleton(harmless))
        expect(textOf(hostile)).toContain(shown)
      }),
      runs,
    )
  })

  it('leaves JUnit well-formed, and readable but for what XML cannot hold', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async text => {
        const document = await renderReport(
          replaceTexts(report, () => text),
          'junit',
        )
        // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 allows no others
        expect(document).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u)
        const tokens = readMarkup(document)
        checkNesting(tokens)
        const cases = tokens.filter(
          token => token.kind !== 'text' && token.kind !== 'close' && token.name === 'testcase',
        )
        expect(cases).toHaveLength(2 + report.findings.length + report.notAssessed.length)
      }),
      runs,
    )
  })

  it('steers no terminal', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async text => {
        const output = await renderReport(
          replaceTexts(report, () => text),
          'pretty',
        )
        // biome-ignore lint/suspicious/noControlCharactersInRegex: a line end is the only one that is ours
        expect(output).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/)
      }),
      runs,
    )
  })

  it('makes no workflow command of its own', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async text => {
        const message = `${text}\r\n::set-env name=x::y`
        const lines = (
          await renderReport(
            replaceTexts(report, () => message),
            'github',
          )
        ).split('\n')
        const commands = lines.filter(line => line.startsWith('::'))
        expect(commands).toHaveLength(report.findings.length + report.notAssessed.length)
        const [, data] = /^::error [^:]*::(.*)$/s.exec(commands[0]!)!
        const plain = data!.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%')
        expect(plain.startsWith(message)).toBe(true)
      }),
      runs,
    )
  })

  it('keeps JSON, SARIF and GitLab to be read back', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async text => {
        const hostile = replaceTexts(report, () => text)
        expect(JSON.parse(await renderReport(hostile, 'json')).findings[0].message).toBe(text)
        expect(JSON.parse(await renderReport(hostile, 'gitlab'))[0].description).toBe(text)
        const [result] = JSON.parse(await renderReport(hostile, 'sarif')).runs[0].results
        expect(result.message.text.startsWith(text)).toBe(true)
        expect(result.locations[0].physicalLocation.artifactLocation.uri).toMatch(/^[\w%~./:-]*$/)
      }),
      runs,
    )
  })
})
