import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { ExitCode } from '../base/index.ts'
import type { CommandDefinition, OptionDefinition } from './command.ts'
import type { Io } from './terminal.ts'
import { version } from './version.ts'

interface CommandHead {
  name: string
  summary: string
}

/** The common meaning of each exit code, printed in every help text. */
export const exitMeanings: Record<ExitCode, string> = {
  [ExitCode.ok]: 'nothing at or above --fail-on',
  [ExitCode.findings]: 'findings',
  [ExitCode.usage]: 'bad usage or configuration',
  [ExitCode.unreachable]: 'a database or server cannot be reached or used',
  [ExitCode.refused]: 'refused: a guard, a lock timeout, not confirmed',
  [ExitCode.partial]: 'applied in part; needs attention',
  [ExitCode.interrupted]: 'interrupted',
}

/**
 * The commander program: every command by name and summary, and the one that was named (`loaded`) with its options,
 * so that starting up costs the same however many commands there are.
 */
export function buildProgram(
  heads: readonly CommandHead[],
  loaded: CommandDefinition | undefined,
  io: Io,
  execute: (run: () => Promise<ExitCode>) => Promise<void>,
): Command {
  const program = new Command('pgwright')
    .description(
      'The PostgreSQL developer’s workbench: see what a database change really does before it ships.',
    )
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addOption(colorOption())
    .exitOverride()
    .configureOutput({ writeOut: text => io.print(text), writeErr: text => io.note(text) })
    .showSuggestionAfterError()
    .addHelpText('after', '\nStart with `pgwright demo`; `pgwright <command> --help` tells more about each.')
  for (const head of heads) {
    const words = head.name.split(' ')
    const command = groupOf(program, words).command(words.at(-1)!).summary(head.summary).exitOverride()
    if (loaded?.name === head.name) describeCommand(command, loaded, io, execute)
  }
  return program
}

/** Commands of two words, such as `migrate up`, stand below the first of them. */
const groups: Record<string, string> = {
  migrate: 'apply migrations, say what is applied, and take them back',
}

function groupOf(program: Command, [group = '', ...rest]: readonly string[]): Command {
  if (rest.length === 0) return program
  const known = program.commands.find(command => command.name() === group)
  return (
    known ??
    program.command(group).summary(groups[group]!).helpOption('-h, --help', 'print this help').exitOverride()
  )
}

function describeCommand(
  command: Command,
  definition: CommandDefinition,
  io: Io,
  execute: (run: () => Promise<ExitCode>) => Promise<void>,
): void {
  command.description(definition.description).helpOption('-h, --help', 'print this help')
  command.addOption(colorOption())
  for (const argument of definition.arguments ?? []) command.argument(argument.name, argument.summary)
  for (const option of definition.options) command.addOption(makeOption(option))
  command.addHelpText('after', `\n${renderExamples(definition)}\n\n${renderExits(definition)}`)
  command.action((...received) => {
    const args = received
      .slice(0, -2)
      .flat()
      .filter(arg => arg !== undefined) as string[]
    return execute(() => definition.run({ options: command.opts(), args, io }))
  })
}

function colorOption(): Option {
  return new Option('--color <when>', 'whether to use colours (default: auto)').choices([
    'auto',
    'always',
    'never',
  ])
}

function makeOption(definition: OptionDefinition): Option {
  const { flags, summary, choices, isCount, isRepeatable } = definition
  const option = new Option(flags, summary)
  if (definition.default !== undefined) option.default(definition.default)
  if (isCount) option.argParser(parseCount)
  if (choices !== undefined) option.choices(choices)
  if (isRepeatable) {
    option.argParser((value: string, before: string[] = []) => [...before, value])
  }
  return option
}

function parseCount(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number above zero.')
  return Number(text)
}

export function renderExamples(definition: CommandDefinition): string {
  const lines = definition.examples.flatMap(({ command, explains }) => [`  # ${explains}`, `  ${command}`])
  return `Examples:\n${lines.join('\n')}`
}

export function renderExits(definition: CommandDefinition): string {
  const lines = Object.keys(definition.exits).map(code => {
    const exit = Number(code) as ExitCode
    return `  ${code.padEnd(3)} ${definition.exits[exit] || exitMeanings[exit]}`
  })
  return `Exit codes:\n${lines.join('\n')}`
}

/** Commander reports bad usage, `--help` and `--version` by throwing, after it has printed what there is to say. */
export function isUsageMistake(error: unknown): error is CommanderError {
  return error instanceof CommanderError
}
