import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** One call of a rule's test: SQL, and whether the rule must find something in it. */
export interface TestCase {
  /** The file of the rule without its ending, such as `ban_drop_table`. */
  rule: string
  /** `ban_drop_table:ok`, and a number where the test asks several times. */
  id: string
  sql: string
  isFlagged: boolean
  isInTransaction: boolean
  /** The major that the test names. */
  major?: number
}

const rulesFolder = 'crates/squawk_linter/src/rules'

/** Reads the tests of every rule from a checkout of squawk; what asks something else than the rule is left out. */
export async function readTestCases(checkout: string): Promise<TestCase[]> {
  const folder = join(checkout, rulesFolder)
  const files = (await readdir(folder)).filter(file => file.endsWith('.rs') && file !== 'mod.rs').sort()
  const texts = await Promise.all(files.map(file => readFile(join(folder, file), 'utf8')))
  return files.flatMap((file, index) => readTests(basename(file, '.rs'), texts[index]!))
}

function readTests(rule: string, text: string): TestCase[] {
  const helpers = text.slice(text.search(/\bmod tests? \{/))
  return helpers
    .split('#[test]')
    .slice(1)
    .flatMap(part => readTest(rule, part, helpers))
}

/** A string of Rust, raw or not; a name for its groups. */
function literal(name: string): string {
  return String.raw`(?:r(?<hashes${name}>#*)"(?<raw${name}>[\s\S]*?)"\k<hashes${name}>|"(?<plain${name}>(?:[^"\\]|\\[\s\S])*)")`
}
const step = new RegExp(
  String.raw`\blet (?<variable>\w+) = ${literal('Value')}|\b(?<call>lint_ok\w*|lint_errors\w*|lint|fix\w*)\(\s*(?:${literal('Given')}|(?<argument>\w+))`,
  'g',
)

function readTest(rule: string, part: string, helpers: string): TestCase[] {
  const name = /fn (\w+)/.exec(part)?.[1] ?? ''
  const body = part.slice(part.indexOf('{'))
  const variables = new Map<string, string>()
  const found: { sql: string; isFlagged: boolean }[] = []
  for (const { groups = {} } of body.matchAll(step)) {
    const { variable, call, argument = '' } = groups
    const value = readLiteral(groups.rawValue, groups.plainValue)
    const sql = value ?? readLiteral(groups.rawGiven, groups.plainGiven) ?? variables.get(argument)
    if (variable !== undefined && sql !== undefined) variables.set(variable, sql)
    else if (call !== undefined && sql !== undefined)
      found.push({ sql, isFlagged: !call.startsWith('lint_ok') })
  }
  const settings = body.includes('pg19()') ? helpers.slice(helpers.indexOf('fn pg19')) : body
  const [, major] = /pg_version: "(\d+)/.exec(settings) ?? []
  return dropRepeats(found).map((it, index) => ({
    ...it,
    rule,
    id: `${rule}:${name}${index === 0 ? '' : ` ${index + 1}`}`,
    isInTransaction: /assume_in_transaction: true/.test(body),
    major: major === undefined ? undefined : Number(major),
  }))
}

function readLiteral(raw: string | undefined, plain: string | undefined): string | undefined {
  return (
    raw ??
    plain
      ?.replace(/\\\n\s*/g, '')
      .replace(/\\(.)/g, (_, it) => ({ n: '\n', r: '\r', t: '\t' })[it as 'n'] ?? it)
  )
}

/** A text that is linted and then fixed is one case. */
function dropRepeats<It extends { sql: string }>(found: readonly It[]): It[] {
  return found.filter(({ sql }, index) => found.findIndex(other => other.sql === sql) === index)
}
