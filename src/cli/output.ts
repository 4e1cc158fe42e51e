import { ExitCode, UsageError } from '../base/index.ts'
import {
  checkFormat,
  formats,
  isAtLeast,
  type Report,
  renderReport,
  type Severity,
  severities,
} from '../findings/index.ts'
import type { OptionDefinition } from './command.ts'
import { writeNamedFile } from './files.ts'
import type { Io } from './terminal.ts'
import { version } from './version.ts'

/** The options of every command that reports. */
export const reportOptions: OptionDefinition[] = [
  {
    flags: '--format <format[=file]>',
    summary: `how to report: ${formats.map(({ name }) => name).join(', ')}; with =file it is written there; may be repeated (default: pretty)`,
    isRepeatable: true,
  },
  { flags: '--json', summary: 'short for --format json' },
  {
    flags: '--fail-on <severity>',
    summary: 'exit with 1 when there is a finding of this severity or above (default: error)',
    choices: [...severities.toReversed(), 'never'],
  },
  {
    flags: '--config <file>',
    summary: 'the configuration (default: the nearest pgwright.config.* or package.json#pgwright)',
  },
]

/** The exit codes of every command that reports. */
export const reportExits = {
  [ExitCode.ok]: '',
  [ExitCode.findings]: '',
  [ExitCode.usage]: '',
  [ExitCode.unreachable]: '',
  [ExitCode.interrupted]: '',
}

interface Target {
  format: string
  file?: string
}

/** Writes a report in every format that was asked for, and says with which code to end. */
export async function finishReport(
  report: Report & { sources?: ReadonlyMap<string, string> },
  options: { format?: string[]; json?: boolean; failOn?: Severity | 'never'; isOneLine?: boolean },
  io: Io,
): Promise<ExitCode> {
  io.progress(undefined)
  for (const { format, file } of readTargets(options)) {
    const style = file === undefined ? io.style : undefined
    const { sources } = report
    const { isOneLine } = options
    const text = await renderReport(report, format, {
      ...{ style, width: io.width, sources, toolVersion: version, isOneLine },
    })
    if (file === undefined) io.print(text)
    else await writeNamedFile(file, text)
  }
  const { failOn = 'error' } = options
  const fails = failOn !== 'never' && report.findings.some(finding => isAtLeast(finding, failOn))
  return fails ? ExitCode.findings : ExitCode.ok
}

/** @throws {UsageError} for formats that cannot be; to be called before any work is done. */
export function checkFormats(options: { format?: string[]; json?: boolean }): void {
  for (const { format } of readTargets(options)) checkFormat(format)
}

/** Where to report to, standard output first: what cannot be written to a file is then not lost. */
function readTargets({ format = [], json = false }: { format?: string[]; json?: boolean }): Target[] {
  const targets = format.map(text => {
    const [name = '', ...rest] = text.split('=')
    const file = rest.join('=')
    return { format: name, ...(file !== '' && { file }) }
  })
  if (json) targets.push({ format: 'json' })
  if (targets.filter(({ file }) => file === undefined).length > 1) {
    throw new UsageError(
      'Only one format can go to standard output; write the others to files: --format html=report.html',
    )
  }
  const printed = targets.find(({ file }) => file === undefined) ?? { format: 'pretty' }
  return [printed, ...targets.filter(target => target !== printed)]
}
