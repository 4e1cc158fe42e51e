import { didYouMean, listWords, UsageError } from '../base/index.ts'
import type { Report } from './report.ts'
import type { RenderOptions, Reporter } from './reporter.ts'
import { reporters } from './reporters.gen.ts'

/** The names of the formats and what each is for. */
export const formats: readonly { name: string; summary: string }[] = reporters.map(({ name, summary }) => ({
  name,
  summary,
}))

/** A report as text in one of the `formats`. Throws UsageError when there is no such format. */
export async function renderReport(
  report: Report,
  format: string,
  options: RenderOptions = {},
): Promise<string> {
  const reporter = await findReporter(format).load()
  return reporter.render(report, options)
}

/** @throws {UsageError} for a format that there is not. */
export function checkFormat(format: string): void {
  findReporter(format)
}

function findReporter(format: string): { load(): Promise<Reporter> } {
  const entry = reporters.find(({ name }) => name === format)
  if (entry !== undefined) return entry
  const names = reporters.map(({ name }) => name)
  throw new UsageError(`Unknown format "${format}".${didYouMean(format, names)}`, {
    hint: `The formats are ${listWords(names)}.`,
  })
}
