import { type History, readScripts } from '../../src/history/index.ts'
import { judgePredicted, rules } from '../../src/lint/index.ts'
import { unknownModel } from '../../src/prediction/index.ts'
import { SqlSyntaxError } from '../../src/sql/index.ts'
import { ourRules } from './rule-names.ts'
import type { TestCase } from './test-cases.ts'

export interface Judgement extends TestCase {
  /** Which of the rules that say the same found something. */
  found: string[]
  /** Why it could not be read. */
  failure?: string
  isAgreed: boolean
}

const oldest = 14
const newest = 18
/** What squawk assumes where nothing is said. */
const usual = 15
const scope = {
  transactionScope: 'migration',
  settings: {},
  hasReverts: false,
} satisfies Partial<History> & { hasReverts: boolean }

/** Opinions too are asked for. */
const choices = Object.fromEntries(rules.map(({ name, severity }) => [name, severity]))

/** What pgwright says of a case when it knows nothing but its text. */
export async function judgeCase(test: TestCase): Promise<Judgement> {
  const major = Math.min(newest, Math.max(oldest, test.major ?? usual))
  const execution = test.isInTransaction ? 'transaction' : 'autocommit'
  const up = { file: `${test.rule}.sql`, text: test.sql, execution } as const
  try {
    const scripts = await readScripts([{ version: '1', name: test.rule, isRepeatable: false, up }])
    const { findings } = await judgePredicted(scripts, scope, unknownModel(major), { choices })
    const found = ourRules[test.rule]?.filter(name => findings.some(({ check }) => check === name)) ?? []
    return { ...test, found, isAgreed: found.length > 0 === test.isFlagged }
  } catch (error) {
    if (!(error instanceof SqlSyntaxError)) throw error
    return { ...test, found: [], failure: error.message, isAgreed: false }
  }
}
