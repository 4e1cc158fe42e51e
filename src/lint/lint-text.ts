import type { Step } from '../effects/index.ts'
import type { Finding } from '../findings/index.ts'
import { type Execution, historyOfTexts, readScripts } from '../history/index.ts'
import { type Model, unknownModel } from '../prediction/index.ts'
import type { Source, SqlSyntaxError } from '../sql/index.ts'
import { checksOfLint } from './all-checks.ts'
import { describeSyntaxError } from './history-findings.ts'
import { newestMajor } from './knowledge.ts'
import { filesOf, sortByPlace } from './place-finding.ts'
import { applyPolicy, chooseChecks, countRows, type Policy } from './policy.ts'
import { judgePredicted } from './run-rules.ts'
import { suppress } from './suppress.ts'

export interface TextOptions extends Source {
  /** The database before the text, which stays as it is; without it, every name is supposed to exist. */
  model?: Model
  /** Where there is no model. */
  major?: number
  /** Default: `autocommit`. */
  execution?: Execution
  policy?: Policy
}

export interface TextLint {
  findings: Finding[]
  /** What each statement does, in their order; those that are no SQL are left out. */
  steps: Step[]
}

/** Judges one text, as an editor holds it: what does not parse is a finding, and the rest is judged all the same. */
export async function lintText(options: TextOptions): Promise<TextLint> {
  const { file, text, major = newestMajor, execution = 'autocommit', policy = {} } = options
  const model = options.model === undefined ? unknownModel(major) : structuredClone(options.model)
  const rows = countRows(model)
  const errors: SqlSyntaxError[] = []
  const history = historyOfTexts([{ file, text }], execution)
  const scripts = await readScripts(history.migrations, { onError: error => errors.push(error) })
  const judging = { choices: chooseChecks(policy), goesOn: true }
  const { findings, change } = await judgePredicted(
    scripts,
    { ...history, hasReverts: false },
    model,
    judging,
  )
  const all = sortByPlace([...errors.map(describeSyntaxError), ...findings], filesOf(scripts))
  const found = applyPolicy(all, policy, rows)
  return {
    findings: suppress(found, scripts, checksOfLint).findings,
    steps: change.migrations.flatMap(({ statements }) => statements),
  }
}
