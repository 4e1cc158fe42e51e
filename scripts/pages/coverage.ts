import { beyond, type CoveredRule, coverage } from '../coverage.ts'
import { mark, type Page, renderTable } from './markdown.ts'

/** What other reviewers of migrations catch, and what pgwright has for it. */
export function renderCoveragePage(): Page {
  return {
    file: 'docs/rules/coverage.md',
    text: `${mark('scripts/coverage.ts')}
# What other reviewers catch

Everything that squawk, strong_migrations, online_migrations, eugene, Atlas and postgres-language-server warn of, and what
pgwright has for it. pgwright has no list of dangerous statements: most of this is one of a few rules about what a statement
does, so it speaks up only where the statement does it.

${renderTable(['what they catch', 'pgwright', 'because'], coverage.map(renderRow))}

## What none of them catches

${renderTable(['what', 'pgwright', 'because'], beyond.map(renderRow))}
`,
  }
}

function renderRow({ catches, rules, because = '' }: CoveredRule): string[] {
  return [catches, rules.map(rule => `[${rule}](${rule}.md)`).join(', ') || 'no rule', because]
}
