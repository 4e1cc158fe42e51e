import { didYouMean, ExitCode, UsageError } from '../../base/index.ts'
import { type Rule, rules } from '../../lint/index.ts'
import { defineCommand } from '../command.ts'
import type { Io } from '../terminal.ts'

export const explain = defineCommand({
  name: 'explain',
  summary: 'tell what a check finds, why it matters and what is better',
  description: 'Prints the page of a check, offline; without a name, the list of all checks.',
  arguments: [{ name: '[check]', summary: 'the id that a finding shows' }],
  options: [],
  examples: [
    { command: 'pgwright explain rewrite-under-lock', explains: 'the page of one check' },
    { command: 'pgwright explain', explains: 'all checks' },
  ],
  exits: { [ExitCode.ok]: 'printed', [ExitCode.usage]: 'there is no such check' },
  async run({ args: [name], io }) {
    if (name === undefined) io.print(listRules(io))
    else io.print(writePage(findRule(name), io))
    return ExitCode.ok
  },
})

function findRule(name: string): Rule {
  const rule = rules.find(rule => rule.name === name)
  if (rule !== undefined) return rule
  const names = rules.map(rule => rule.name)
  throw new UsageError(`There is no check "${name}".${didYouMean(name, names)}`, {
    hint: '`pgwright explain` lists them.',
  })
}

function listRules({ style }: Io): string {
  const width = Math.max(...rules.map(({ name }) => name.length))
  return rules.map(({ name, summary }) => `${style.bold(name.padEnd(width))}  ${summary}`).join('\n')
}

function writePage({ name, group, severity, summary, why, examples, sources }: Rule, { style }: Io): string {
  const { bold, dim } = style
  const example = (mark: string) => (it: { title: string; up: string; down?: string }) =>
    [
      `  ${mark} ${it.title}`,
      ...it.up.split('\n').map(line => `      ${line.trim()}`),
      ...(it.down === undefined ? [] : [`      ${dim('-- down')}`, `      ${it.down}`]),
      '',
    ].join('\n')
  return [
    `${bold(name)}  ${dim(`${severity}, ${group}`)}`,
    '',
    summary,
    '',
    unindent(why),
    '',
    bold('Flagged'),
    '',
    ...examples.bad.map(example(style.red('✗'))),
    bold('Passes'),
    '',
    ...examples.good.map(example(style.green('✓'))),
    ...(sources.length === 0 ? [] : [bold('Sources'), '', ...sources.map(source => `  ${source}`)]),
  ].join('\n')
}

function unindent(text: string): string {
  return text.trim().replace(/\n[ \t]+/g, '\n')
}
