import { count } from '../base/index.ts'
import { describeDifference, objectKey, type Rename } from '../catalog/index.ts'
import { type Finding, judge, type Report, type Section } from '../findings/index.ts'
import { readSources, type SourceOptions } from '../sources/index.ts'
import { type Comparison, compareSides } from './compare.ts'
import { type FoldedDifference, foldDifferences } from './fold.ts'
import { type IgnoreRule, ignoreDifferences } from './ignore.ts'
import { judgeDifference } from './judge.ts'

export interface CompareOptions extends SourceOptions {
  /** Tell also what only people see, such as the order of columns. */
  hasCosmetics?: boolean
  ignore?: readonly IgnoreRule[]
}

/** What must happen to one database for it to be the other. */
export async function diffDatabases(from: string, to: string, options: CompareOptions): Promise<Report> {
  const [old, current] = await readSources([from, to], options)
  return makeReport('diff', [compareSides(old!, current!, options)], options)
}

/** Where databases are not what they should be. */
export async function findDrift(
  expected: string,
  actual: readonly string[],
  options: CompareOptions,
): Promise<Report> {
  const [should, ...are] = await readSources([expected, ...actual], options)
  return makeReport(
    'drift',
    are.map(it => compareSides(should!, it, options)),
    options,
  )
}

function makeReport(
  command: 'diff' | 'drift',
  comparisons: readonly Comparison[],
  { ignore = [] }: CompareOptions,
): Report {
  const parts = comparisons.map(comparison => {
    const { kept, ignored } = ignoreDifferences(foldDifferences(comparison.differences), ignore)
    return { comparison, kept, ignored }
  })
  const findings = parts.flatMap(({ comparison, kept }) =>
    kept.map(it => makeFinding(command, it, comparison)),
  )
  const notAssessed = parts.flatMap(({ comparison }) => comparison.notCompared)
  const [first] = comparisons
  return {
    command,
    ...(command === 'drift' && { verdict: judge(findings, notAssessed) }),
    findings,
    facts: {
      from: first!.from.name,
      to: comparisons.map(({ to }) => to.name),
      renames: comparisons.flatMap(({ renames }) => renames),
      ignored: parts.flatMap(({ ignored }) => ignored),
    },
    examined: {
      objects: first!.from.snapshot.catalog.size,
      differences: findings.length,
      ignored: parts.reduce((sum, { ignored }) => sum + ignored.length, 0),
      on: `PostgreSQL ${first!.from.snapshot.serverVersion}`,
    },
    notAssessed,
    sections: parts.flatMap(({ comparison, kept }) => arrange(comparison, kept)),
  }
}

function makeFinding(
  command: 'diff' | 'drift',
  difference: FoldedDifference,
  { from, to }: Comparison,
): Finding {
  const { change, kind, identity, attributes, parts } = difference
  const { class: driftClass, severity, group, why } = judgeDifference(difference)
  const object = objectKey(kind, identity)
  const words =
    command === 'diff'
      ? { added: `is in ${to.name} only`, removed: `is in ${from.name} only` }
      : { added: 'is there and should not be', removed: 'is missing' }
  return {
    check: command === 'diff' ? 'difference' : `drift-${driftClass.replace(' ', '-')}`,
    group,
    severity,
    knowledge: 'catalog',
    message: `${object} ${tell(difference, words)}`,
    why,
    object,
    evidence: {
      change,
      ...(command === 'drift' && { class: driftClass }),
      from: from.name,
      to: to.name,
      ...(parts !== '' && { with: parts }),
      ...(attributes.length > 0 && { attributes: attributes.map(describeDifference) }),
    },
    docs: 'docs/reference/drift.md',
  }
}

function tell(
  { change, attributes, parts }: FoldedDifference,
  { added, removed }: { added: string; removed: string },
): string {
  const rest = parts === '' ? '' : `, with ${parts}`
  if (change === 'added') return `${added}${rest}`
  if (change === 'removed') return `${removed}${rest}`
  return `differs: ${attributes.map(describeDifference).join('; ')}`
}

const signs = {
  added: { text: '+', tone: 'good' },
  removed: { text: '−', tone: 'bad' },
  altered: { text: '~', tone: 'caution' },
} as const

function arrange({ from, to, renames }: Comparison, kept: readonly FoldedDifference[]): Section[] {
  if (kept.length === 0) return []
  const table: Section = {
    kind: 'table',
    title: `${from.name} → ${to.name}: ${count(kept.length, 'difference')}`,
    columns: [{ title: '' }, { title: 'Object' }, { title: 'What' }],
    rows: kept.map(({ change, kind, identity, attributes, parts }) => [
      signs[change],
      { text: `${kind} ${identity}` },
      { text: attributes.map(describeDifference).join('\n') || (parts && `with ${parts}`), tone: 'muted' },
    ]),
  }
  return renames.length === 0 ? [table] : [table, tellRenames(renames)]
}

function tellRenames(renames: readonly Rename[]): Section {
  return {
    kind: 'text',
    title: 'Likely renames',
    summary: 'The same but for the name',
    paragraphs: renames.map(({ kind, from, to }) => `${kind} ${from} → ${to}`),
  }
}
