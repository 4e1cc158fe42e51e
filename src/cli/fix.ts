import { applyChanges, ExitCode } from '../base/index.ts'
import { type Fix, type LintOptions, lint, planFix } from '../lint/index.ts'
import { finishReport } from './output.ts'
import type { Io } from './terminal.ts'
import { unifiedDiff } from './unified-diff.ts'

type ReportOptions = Parameters<typeof finishReport>[1]

/**
 * Writes what cures the findings and was proved, and reports what is then left; or prints the difference that it would make.
 * What could not be proved is refused, and told.
 */
export async function fixFindings(
  options: LintOptions,
  { isDryRun, ...reporting }: ReportOptions & { isDryRun: boolean },
  io: Io,
): Promise<ExitCode> {
  const fix = await planFix(options, step => io.progress(step))
  io.progress(undefined)
  if (isDryRun) {
    io.print(fix.changes.map(({ file, before, text = '' }) => unifiedDiff(file, before, text)).join(''))
    tell(fix, 'would be fixed', io)
    return fix.refused.length > 0 ? ExitCode.refused : ExitCode.ok
  }
  await applyChanges(fix.changes)
  tell(fix, 'fixed', io)
  const exit = await finishReport(fix.fixed.length === 0 ? fix.report : await lint(options), reporting, io)
  return fix.refused.length > 0 ? ExitCode.refused : exit
}

function tell({ changes, fixed, refused }: Fix, word: string, io: Io): void {
  for (const { place, title } of fixed) io.note(`${place}: ${word}: ${title}`)
  for (const { file } of changes.filter(({ state }) => state === 'missing')) io.note(`${file}: new`)
  for (const { place, title, because } of refused) {
    io.note(`${place}: refused, because it could not be proved: ${title}: ${because}`)
  }
}
