import { summarize } from '../../src/base/index.ts'
import { exampleSchema } from '../../src/lint/example-schema.ts'
import type { Example, Observations, ObservedStep, Rule } from '../../src/lint/index.ts'
import { dedent, mark, type Page, renderTable } from './markdown.ts'

/** A page for each rule, and a list of them. */
export function renderRulePages(rules: readonly Rule[], observations: Observations): Page[] {
  return [
    { file: 'docs/rules/README.md', text: renderIndex(rules) },
    ...rules.map(rule => ({ file: `docs/rules/${rule.name}.md`, text: renderRule(rule, observations) })),
  ]
}

function renderIndex(rules: readonly Rule[]): string {
  const rows = rules.map(({ name, severity, group, summary, isOptional }) => [
    `[${name}](${name}.md)`,
    isOptional ? `${severity}, on request` : severity,
    group,
    summary,
  ])
  return `${mark('src/lint/rules')}
# Rules

What \`pgwright review\` and \`pgwright lint\` judge. Where it is about effects, the rules look at what a statement does, seen on a server or
predicted from the catalog, and not at its words. Rules that are *on request* run when the [configuration](../reference/configuration.md) names them.

${renderTable(['rule', 'severity', 'group', 'finds'], rows)}

A finding that is right but accepted can be [suppressed, with a reason](../reference/suppressions.md). What other reviewers
catch, and what pgwright has for it, is [a table of its own](coverage.md).

## The database of the examples

Every example on these pages is a test: each bad one must be flagged and each good one must pass, run on this database.

\`\`\`sql
${exampleSchema.trim()}
\`\`\`
`
}

function renderRule(rule: Rule, observations: Observations): string {
  const { name, summary, severity, group, why, setup, examples, sources, isOptional, since } = rule
  const from = since === undefined ? '' : ` PostgreSQL ${since} and later.`
  const request = isOptional ? ` Runs only where the configuration names it: it is an opinion.` : ''
  const before = setup === undefined ? '' : `\nBefore the examples:\n\n\`\`\`sql\n${dedent(setup)}\n\`\`\`\n`
  return `${mark(`src/lint/rules/${name}.ts`)}
# ${name}

${summary}

Severity: **${severity}**. Group: **${group}**.${from}${request}

## Why it matters

${dedent(why)}

## What it flags
${before}
${examples.bad.map(renderExample).join('\n\n')}

## What passes

${examples.good.map(renderExample).join('\n\n')}
${renderObserved(rule, observations)}
## Sources

${sources.map(source => `- <${source}>`).join('\n')}

The examples run on [this database](README.md#the-database-of-the-examples). A finding that is accepted can be
[suppressed, with a reason](../reference/suppressions.md).
`
}

function renderExample({ title, up, down, execution = 'transaction' }: Example): string {
  const mode = execution === 'transaction' ? '' : ' (outside a transaction)'
  const revert = down === undefined ? '' : `\n\n-- to revert\n${dedent(down)}`
  return `### ${title}${mode}\n\n\`\`\`sql\n${dedent(up)}${revert}\n\`\`\``
}

/** The proof, where what is flagged does something that others notice. */
function renderObserved({ name, examples: { bad, good } }: Rule, { major, examples }: Observations): string {
  const observed = examples[name] ?? {}
  if (!bad.some(({ title }) => observed[title]?.length)) return ''
  const rows = [
    ...bad.flatMap(({ title }) => renderSteps(`✗ ${title}`, observed[title])),
    ...good.flatMap(({ title }) => renderSteps(`✓ ${title}`, observed[title])),
  ]
  return `
## Observed on PostgreSQL ${major}

What a server did when it ran the examples: the locks on what was there before that the transaction holds after each
statement, and the work of the statement.

${renderTable(['Example', 'Statement', 'Locks held', 'Work'], rows)}
`
}

function renderSteps(title: string, steps: readonly ObservedStep[] = []): string[][] {
  if (steps.length === 0) return [[title, '', 'none that others notice', '']]
  return steps.map(({ statement, locks, work }, index) => [
    index === 0 ? title : '',
    `\`${summarize(statement, 120)}\``,
    locks.join('<br>'),
    work.join('<br>'),
  ])
}
