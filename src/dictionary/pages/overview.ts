import { count, listWords } from '../../base/index.ts'
import type { Dictionary, Share } from '../dictionary.ts'
import { code, makeFacts, makeTable, type Page, sayAbout, sayTags } from '../page.ts'

/** The first page: how much there is, and where. */
export function describeOverview(dictionary: Dictionary): Page {
  const { title, postgres, about, coverage, schemas, tables } = dictionary
  const counts = countBy(tables.map(({ schema }) => schema))
  return {
    key: overviewKey,
    kind: 'database',
    title,
    name: 'Overview',
    about,
    facts: makeFacts({
      Responsible: about.responsible,
      Tags: sayTags(about.tags),
      PostgreSQL: String(postgres),
      Comments: `${coverage.percent} %: ${share(coverage.tables, 'table')}, ${share(coverage.columns, 'column')}`,
    }),
    blocks: [
      ...makeTable('Schemas', schemas, {
        Name: it => ({ to: it.key, text: it.name }),
        Tables: it => String(counts.get(it.name) ?? 0),
        Responsible: it => it.responsible ?? '',
        Description: sayAbout,
      }),
      ...makeTable('Extensions', dictionary.extensions, {
        Name: it => code(it.name),
        Version: it => it.version,
        Schema: it => it.schema,
        Brings: it => listWords(Object.entries(it.members).map(([kind, n]) => countKind(n, kind))),
        Responsible: it => it.responsible ?? '',
        Description: sayAbout,
      }),
      ...makeTable('Other objects', dictionary.others, {
        Kind: it => it.kind,
        Name: it => code(it.identity),
        Responsible: it => it.responsible ?? '',
        Description: sayAbout,
      }),
    ],
  }
}

export const overviewKey = 'overview'

function share({ commented, all }: Share, noun: string): string {
  return `${commented} of ${count(all, noun)}`
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

function countKind(n: number, kind: string): string {
  if (/ of access method$/.test(kind)) return count(n, kind, kind.replace(' ', 's '))
  if (/ (class|index)$/.test(kind)) return count(n, kind, `${kind}es`)
  return count(n, kind, kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`)
}
