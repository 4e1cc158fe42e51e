import { judge, type Report } from '../findings/index.ts'
import { acceptKnown, type KnownOptions } from './accept-known.ts'
import type { Judgement } from './judgement.ts'
import type { LintOptions } from './lint-options.ts'
import { type Input, readInput } from './read-input.ts'
import { recall } from './recall.ts'

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
