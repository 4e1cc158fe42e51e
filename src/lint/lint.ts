import type { Snapshot } from '../catalog/index.ts'
import { judge, type Report } from '../findings/index.ts'
import type { Script } from '../history/index.ts'
import type { Source } from '../sql/index.ts'
import { acceptKnown, type KnownOptions } from './accept-known.ts'
import type { Judgement } from './judge-input.ts'
import type { Policy } from './policy.ts'
import { type Input, type InputOptions, readInput } from './read-input.ts'
import { type Memory, recall } from './recall.ts'

export interface LintOptions extends InputOptions, KnownOptions {
  /** The database before the change; without it, what the history before makes, and of plain files nothing. */
  structure?: Snapshot
  /** The planner's number of rows of each table of `structure`, by its name. */
  rows?: ReadonlyMap<string, number>
  /** The same as `structure`, as `writeSnapshot` wrote it. */
  snapshot?: Source
  /** Major version of the PostgreSQL that will run it; default: that of the database, else the newest. */
  major?: number
  /** Scripts before the first migration: roles, extensions and schemas that the target platform provides. */
  setup?: readonly Script[]
  /** What the team says about checks and tables. */
  policy?: Policy
  /** Where what was found in the same texts is remembered; default: nowhere. */
  memory?: Memory
}

export interface Lint extends Report {
  /** The text of every file that findings point into, by name. */
  sources: Map<string, string>
}

/**
 * Judges SQL without running it: by its words, and by what each statement would do to the database that is known.
 *
 * @throws {UsageError} for files, a folder or a selection that are not there or not as they should be.
 */
export async function lint(options: LintOptions): Promise<Lint> {
  const input = await readInput(options)
  const judgement = await recall(input, options, async () => {
    // Parser, model and rules are loaded for this alone.
    const { judgeInput } = await import('./judge-input.ts')
    return (await judgeInput(input, options)).judgement
  })
  return reportOn(input, judgement, options)
}

/** What was judged, as a report, once the baseline has spoken. */
export function reportOn(input: Input, judgement: Judgement, options: KnownOptions): Lint {
  const { suppressed, facts, examined, notAssessed, included } = judgement
  const { findings, baseline } = acceptKnown(judgement.findings, options)
  const scripts = input.selection.pending.flatMap(({ up, down }) => (down === undefined ? [up] : [up, down]))
  return {
    command: 'lint',
    verdict: judge(findings, notAssessed),
    findings,
    facts: { ...facts, suppressed, ...(baseline && { baseline }) },
    examined: {
      ...examined,
      ...(suppressed.length > 0 && { suppressed: suppressed.length }),
      ...(baseline && { known: baseline.known }),
    },
    notAssessed,
    sections: [],
    sources: new Map([...scripts.map(({ file, text }) => [file, text] as const), ...included]),
  }
}
