import type { Step } from '../effects/index.ts'
import type { Finding } from '../findings/index.ts'
import { type Execution, historyOfTexts, readScripts } from '../history/index.ts'
import { type Model, unknownModel } from '../prediction/index.ts'
import type { Source, SqlSyntaxError } from '../sql/index.ts'
import { describeSyntaxError } from './history-findings.ts'
import { newestMajor } from './knowledge.ts'
import { judgePredicted } from './run-rules.ts'
import { rulesThatRun, silence } from './silence.ts'

export interface TextOptions extends Source {
  /** The database before the text, which stays as it is; without it, every name is supposed to exist. */
  model?: Model
  /** Where there is no model. */
  major?: number
  /** Default: `autocommit`. */
  execution?: Execution
}

export interface TextLint {
  findings: Finding[]
  /** What each statement does, in their order; those that are no SQL are left out. */
  steps: Step[]
}

/** Judges one text, as an editor holds it: what does not parse is a finding, and the rest is judged all the same. */
export async function lintText({
  model,
  major = newestMajor,
  execution = 'autocommit',
  ...source
}: TextOptions): Promise<TextLint> {
  const errors: SqlSyntaxError[] = []
  const history = historyOfTexts([source], execution)
  const scripts = await readScripts(history.migrations, { onError: error => errors.push(error) })
  const before = model === undefined ? unknownModel(major) : structuredClone(model)
  const { findings, change } = await judgePredicted(scripts, { ...history, hasReverts: false }, before, {
    goesOn: true,
  })
  const found = [...errors.map(describeSyntaxError), ...findings]
  return {
    findings: silence(found, scripts, { ranChecks: rulesThatRun }).findings,
    steps: change.migrations.flatMap(({ statements }) => statements),
  }
}
