import type { ExitCode } from '../base/index.ts'
import type { Io } from './terminal.ts'

export interface OptionDefinition {
  /** As commander reads it: `--dir <folder>`, `--no-cache`, `-j, --json`. */
  flags: string
  summary: string
  choices?: readonly string[]
  default?: string | boolean
  /** May be given several times; the command receives an array. */
  isRepeatable?: boolean
  /** Makes a number of the text; anything but a whole number above zero is refused. */
  isCount?: boolean
}

export interface CommandDefinition {
  /** What is typed after `pgwright`. */
  name: string
  /** One line, shown in the list of commands. */
  summary: string
  /** Paragraphs for `--help` and the reference page. */
  description: string
  /** As commander reads it: `[file...]`. */
  arguments?: { name: string; summary: string }[]
  options: OptionDefinition[]
  examples: { command: string; explains: string }[]
  /** What each exit code that the command uses means, beyond the common meaning. */
  exits: Partial<Record<ExitCode, string>>
  run(invocation: Invocation): Promise<ExitCode>
}

export interface Invocation {
  /** The options in camelCase, as commander gives them. */
  // biome-ignore lint/suspicious/noExplicitAny: each command knows the options it declares
  options: Record<string, any>
  args: string[]
  io: Io
}

/** Declares a command; see `commands/`, one file each. */
export function defineCommand(command: CommandDefinition): CommandDefinition {
  return command
}
