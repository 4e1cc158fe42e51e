import { didYouMean, ExitCode, summarize, UsageError } from '../../base/index.ts'
import { toJson } from '../../findings/index.ts'
import { loadObservations, type Observations, type ObservedStep, type Rule, rules } from '../../lint/index.ts'
import { defineCommand } from '../command.ts'
import type { Io } from '../terminal.ts'

const all: readonly Rule[] = rules

export const explainCheck = defineCommand({
  name: 'explain-check',
  summary: 'tell what a check finds, why it matters and what is better',
  description: 'Prints the page of a check, offline; without a name, the list of all checks.',
  arguments: [{ name: '[check]', summary: 'the id that a finding shows' }],
  options: [{ flags: '--json', summary: 'the same as JSON' }],
  examples: [
    { command: 'pgwright explain-check rewrite-under-lock', explains: 'the page of one check' },
    { command: 'pgwright explain-check', explains: 'all checks' },
  ],
  exits: { [ExitCode.ok]: 'printed', [ExitCode.usage]: 'there is no such check' },
  async run({ args: [name], options, io }) {
    if (name === undefined) io.print(options.json ? toJson(all.map(describe)) : listRules(io))
    else {
      const rule = findRule(name)
      const observations = await loadObservations()
      io.print(
        options.json
          ? toJson({ ...describe(rule), observed: observedOf(rule, observations) })
          : writePage(rule, observations, io),
      )
    }
    return ExitCode.ok
  },
})

function findRule(name: string): Rule {
  const rule = all.find(rule => rule.name === name)
  if (rule !== undefined) return rule
  const names = all.map(rule => rule.name)
  throw new UsageError(`There is no check "${name}".${didYouMean(name, names)}`, {
    hint: '`pgwright explain-check` lists them.',
  })
}

/** A rule without its code. */
function describe({ name, group, severity, isOptional = false, summary, why, examples, sources }: Rule) {
  const docs = `docs/rules/${name}.md`
  return { name, group, severity, isOptional, summary, why: unindent(why), examples, sources, docs }
}

/** What its examples did on a server; of a rule about words, nothing was watched. */
function observedOf({ name }: Rule, { major, examples }: Observations) {
  return examples[name] && { major, examples: examples[name] }
}

function listRules({ style }: Io): string {
  const width = Math.max(...all.map(({ name }) => name.length))
  return all.map(({ name, summary }) => `${style.bold(name.padEnd(width))}  ${summary}`).join('\n')
}

function writePage(rule: Rule, observations: Observations, { style }: Io): string {
  const { name, group, severity, isOptional, summary, why, examples, sources } = rule
  const { bold, dim } = style
  const observed = observedOf(rule, observations)
  const example = (mark: string) => (it: { title: string; up: string; down?: string }) =>
    [
      `  ${mark} ${it.title}`,
      ...it.up.split('\n').map(line => `      ${line.trim()}`),
      ...(it.down === undefined ? [] : [`      ${dim('-- down')}`, `      ${it.down}`]),
      ...writeSteps(observed?.examples[it.title]).map(line => `      ${dim(line)}`),
      '',
    ].join('\n')
  return [
    `${bold(name)}  ${dim(`${severity}, ${group}${isOptional ? ', only where it is asked for' : ''}`)}`,
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
    ...(observed === undefined ? [] : [`→ is what PostgreSQL ${observed.major} did.`, '']),
    ...(sources.length === 0 ? [] : [bold('Sources'), '', ...sources.map(source => `  ${source}`), '']),
    bold('Accepted all the same'),
    '',
    `  -- pgwright-ignore ${name}: why it is right here`,
    `  ${dim(`before or beside the statement; or "checks": { "${name}": "off" } under "lint" in the configuration`)}`,
  ].join('\n')
}

function writeSteps(steps: readonly ObservedStep[] = []): string[] {
  return steps.map(({ statement, locks, work }) => {
    const noticed = [...locks, ...work].join('; ') || 'nothing that others notice'
    return steps.length === 1 ? `→ ${noticed}` : `→ ${summarize(statement, 40)}: ${noticed}`
  })
}

function unindent(text: string): string {
  return text.trim().replace(/\n[ \t]+/g, '\n')
}
