import { existsSync } from 'node:fs'
import { count, ExitCode, UsageError } from '../base/index.ts'
import { type Baseline, type Finding, readBaseline, writeBaseline } from '../findings/index.ts'
import type { OptionDefinition } from './command.ts'
import { readNamedFile, writeNamedFile } from './files.ts'
import type { Io } from './terminal.ts'

export const baselineOptions: OptionDefinition[] = [
  { flags: '--baseline <file>', summary: 'accept the findings that stand in this file' },
  { flags: '--update-baseline', summary: 'write what is found into the file of --baseline, and accept it' },
]

export async function loadBaseline(
  file: string | undefined,
  isUpdate: boolean | undefined,
): Promise<Baseline | undefined> {
  if (file === undefined && isUpdate) throw new UsageError('--update-baseline needs --baseline <file>')
  if (file === undefined || (isUpdate && !existsSync(file))) return undefined
  return readBaseline(await readNamedFile(file), file)
}

export async function saveBaseline(
  file = '',
  findings: readonly Finding[],
  previous: Baseline | undefined,
  io: Io,
): Promise<ExitCode> {
  await writeNamedFile(file, writeBaseline(findings, previous))
  io.note(`${file}: ${count(findings.length, 'finding')} accepted`)
  return ExitCode.ok
}
