import type { Finding } from '../findings/index.ts'
import { loadDeparser } from '../sql/index.ts'
import type { Change } from './rule.ts'
import { rules } from './rules.gen.ts'

/** What the rules find in a change, in the order of the files and statements. */
export async function runRules(change: Change): Promise<Finding[]> {
  await loadDeparser()
  const findings = rules.flatMap(rule =>
    rule.check(change).map(
      ({ severity = rule.severity, ...problem }): Finding => ({
        check: rule.name,
        group: rule.group,
        severity,
        knowledge: 'observed',
        why: firstParagraph(rule.why),
        docs: `docs/rules/${rule.name}.md`,
        ...problem,
      }),
    ),
  )
  const files = change.migrations.flatMap(({ migration: { up, down } }) => [up.file, down?.file])
  const place = ({ location }: Finding) =>
    files.indexOf(location?.file) * 1e9 + (location?.line ?? 0) * 1e4 + (location?.column ?? 0)
  return findings.sort((a, b) => place(a) - place(b))
}

function firstParagraph(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)[0]!
    .replace(/\s+/g, ' ')
}
