import type { CommandDefinition, OptionDefinition } from '../../src/cli/command.ts'
import { exitMeanings } from '../../src/cli/program.ts'
import { mark, type Page, renderTable } from './markdown.ts'

/** The reference of the command line, as `--help` tells it. */
export function renderCommandPage(commands: readonly CommandDefinition[]): Page {
  const exits = Object.entries(exitMeanings).map(([code, meaning]) => [code, meaning])
  const text = `${mark('src/cli/commands')}
# The command line

\`pgwright <command>\` when it is installed, \`node bin/pgwright.js <command>\` in a checkout. The result goes to standard
output, everything else to standard error.

${renderTable(
  ['command', ''],
  commands.map(({ name, summary }) => [`[\`${name}\`](#${name.replaceAll(' ', '-')})`, summary]),
)}

Every command ends with one of these codes:

${renderTable(['code', 'meaning'], exits)}

${commands.map(renderCommand).join('\n\n')}
`
  return { file: 'docs/reference/cli.md', text }
}

function renderCommand(command: CommandDefinition): string {
  const { name, description, arguments: args = [], options, examples, exits } = command
  const words = ['pgwright', name, ...args.map(arg => arg.name), ...(options.length > 0 ? ['[options]'] : [])]
  const rows = [
    ...args.map(arg => [`\`${arg.name}\``, arg.summary]),
    ...options.map(option => [`\`${option.flags}\``, describeOption(option)]),
  ]
  const shown = examples.map(({ command, explains }) => `# ${explains}\n${command}`)
  const parts = [
    `## ${name}`,
    description,
    `\`\`\`\n${words.join(' ')}\n\`\`\``,
    ...(rows.length > 0 ? [renderTable(['option', ''], rows)] : []),
    `\`\`\`sh\n${shown.join('\n\n')}\n\`\`\``,
    renderTable(['exit', ''], describeExits(exits)),
  ]
  return parts.join('\n\n')
}

function describeOption({ summary, choices, default: value }: OptionDefinition): string {
  const named = choices === undefined ? '' : ` (one of ${choices.map(it => `\`${it}\``).join(', ')})`
  return `${summary}${named}${value === undefined ? '' : `; default: \`${value}\``}`
}

function describeExits(exits: CommandDefinition['exits']): string[][] {
  return Object.entries(exits).map(([code, meaning]) => [
    code,
    meaning || exitMeanings[Number(code) as keyof typeof exitMeanings],
  ])
}
