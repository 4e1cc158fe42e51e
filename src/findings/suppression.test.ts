import { describe, expect, it } from 'vitest'
import { type Location, locate } from '../base/index.ts'
import type { Finding } from './finding.ts'
import { applySuppressions } from './suppression.ts'
import { type Comment, readSuppressions } from './suppression-comment.ts'

const file = 'migrations/1.sql'
const knownChecks = ['data-loss', 'rewrite-under-lock', 'naming']

/** Comments and statements of a text whose statements hold no quotes. */
function read(text: string): { comments: Comment[]; statements: Location[] } {
  const comments = [...text.matchAll(/--[^\n]*|\/\*.*?\*\//gs)].map(({ 0: found, index }) => ({
    text: found,
    location: locate(file, text, index, index + found.length),
  }))
  const code = text.replace(/--[^\n]*|\/\*.*?\*\//gs, found => found.replace(/[^\n]/g, ' '))
  const statements = [...code.matchAll(/[^\s;][^;]*/g)].map(({ 0: found, index }) =>
    locate(file, text, index, index + found.trimEnd().length),
  )
  return { comments, statements }
}

function findingAt(check: string, location: Location): Finding {
  return {
    check,
    group: 'data-loss',
    severity: 'error',
    knowledge: 'text',
    message: `${check} at line ${location.line}`,
    why: '',
    location,
    evidence: {},
    docs: '',
  }
}

/** Finds the named checks in every statement, then suppresses; what is left in short form. */
function suppress(text: string, checks = ['data-loss'], ranChecks?: string[]) {
  const { comments, statements } = read(text)
  const all = statements.flatMap(location => checks.map(check => findingAt(check, location)))
  const result = applySuppressions(all, readSuppressions(comments), { statements, knownChecks, ranChecks })
  return {
    left: result.findings.filter(({ check }) => checks.includes(check)).map(({ message }) => message),
    complaints: result.findings.filter(({ check }) => !checks.includes(check)),
    reasons: result.suppressed.map(({ reason }) => reason),
  }
}

describe('a suppression', () => {
  it.each([
    [
      'before its statement',
      '-- pgwright-ignore data-loss: empty\n\nDROP a;\nDROP b;',
      ['data-loss at line 4'],
    ],
    ['behind its statement', 'DROP a; -- pgwright-ignore data-loss: empty\nDROP b;', ['data-loss at line 2']],
    [
      'behind the last of a line',
      'DROP a; DROP b; -- pgwright-ignore data-loss: empty',
      ['data-loss at line 1'],
    ],
    [
      'before on the line',
      'DROP a;\n/* pgwright-ignore data-loss: empty */ DROP b;',
      ['data-loss at line 1'],
    ],
    ['inside', 'DROP\n  a, -- pgwright-ignore data-loss: empty\n  b;\nDROP c;', ['data-loss at line 4']],
    ['above other comments', '-- pgwright-ignore data-loss: empty\n-- more\nDROP a;', []],
    ['for the file', '-- pgwright-ignore-file data-loss: empty\nDROP a;\nDROP b;', []],
  ])('%s', (_, text, left) => {
    const result = suppress(text)
    expect(result.left).toEqual(left)
    expect(result.complaints).toEqual([])
    expect(new Set(result.reasons)).toEqual(new Set(['empty']))
  })

  it('names several checks', () => {
    const text = '-- pgwright-ignore data-loss, rewrite-under-lock: a reason: with a colon\nDROP a;'
    const result = suppress(text, ['data-loss', 'rewrite-under-lock', 'naming'])
    expect(result.left).toEqual(['naming at line 2'])
    expect(result.reasons).toEqual(['a reason: with a colon', 'a reason: with a colon'])
  })

  it('leaves the findings of other files', () => {
    const { comments, statements } = read('-- pgwright-ignore-file data-loss: empty\nDROP a;')
    const other = findingAt('data-loss', { ...statements[0]!, file: 'migrations/2.sql' })
    const { findings } = applySuppressions([other], readSuppressions(comments), { statements, knownChecks })
    expect(findings).toContain(other)
  })
})

describe('what is wrong with a suppression is a finding', () => {
  it.each([
    ['-- pgwright-ignore data-loss\nDROP a;', 'pgwright-ignore gives no reason'],
    ['-- pgwright-ignore data-loss:  \nDROP a;', 'pgwright-ignore gives no reason'],
    ['-- pgwright-ignore : because\nDROP a;', 'pgwright-ignore names no check'],
    [
      '-- pgwright-ignore data-los: x\nDROP a;',
      'pgwright-ignore names data-los, which is no check; did you mean data-loss?',
    ],
    [
      'DROP a;\n-- pgwright-ignore-file data-loss: x\nDROP b;',
      'pgwright-ignore-file stands after the first statement; it belongs at the top of the file',
    ],
  ])('%s', (text, message) => {
    const { left, complaints, reasons } = suppress(text)
    expect(left.length).toBeGreaterThan(0)
    expect(reasons).toEqual([])
    expect(complaints).toMatchObject([{ check: 'invalid-suppression', severity: 'warning', message }])
  })

  it('when nothing was found that it is for', () => {
    const text = '-- pgwright-ignore data-loss, naming: x\nDROP a;'
    expect(suppress(text).complaints).toMatchObject([
      {
        check: 'unused-suppression',
        severity: 'warning',
        evidence: { checks: ['naming'] },
        location: { line: 1 },
      },
    ])
    expect(suppress(text, ['data-loss'], ['data-loss']).complaints).toEqual([])
  })

  it('when no statement follows', () => {
    expect(suppress('DROP a;\n-- pgwright-ignore data-loss: x').complaints).toMatchObject([
      { check: 'unused-suppression' },
    ])
  })
})

describe('readSuppressions', () => {
  it.each([
    '-- see pgwright-ignore',
    '-- pgwright-ignored data-loss: x',
    '-- pgwright-ignore-all data-loss: x',
    '/* none */',
  ])('takes %s for no suppression', text => {
    expect(readSuppressions([{ text, location: locate(file, text, 0, text.length) }])).toEqual([])
  })

  it('reads a block comment over several lines', () => {
    const text = '/*\n  pgwright-ignore\n    data-loss,\n    naming: moved\n    before\n*/'
    const location = locate(file, text, 0, text.length)
    expect(readSuppressions([{ text, location }])).toEqual([
      { scope: 'statement', checks: ['data-loss', 'naming'], reason: 'moved before', location },
    ])
  })
})
