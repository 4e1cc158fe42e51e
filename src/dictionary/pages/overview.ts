import { count, listWords } from '../../base/index.ts'
import type { Dictionary, Share } from '../dictionary.ts'
import { code, join, makeFacts, makeTable, type Page, sayAbout, sayTags, type Text } from '../page.ts'

/** The first page: how much there is, and where. */
export function describeOverview(dictionary: Dictionary): Page {
  const { title, postgres, about, coverage, schemas, tables, types, routines } = dictionary
  const counter = (entries: readonly { schema: string }[]) => {
    const counts = countBy(entries.map(({ schema }) => schema))
    return ({ name }: { name: string }) => String(counts.get(name) ?? '')
  }
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
      Comments: `${coverage.percent} %: ${share(coverage.tables, 'tables and views')}, ${share(coverage.columns, 'columns')}`,
    }),
    blocks: [
      ...makeTable('Schemas', schemas, {
        Name: it => ({ to: it.key, text: it.name }),
        'Tables and views': counter(tables),
        Types: counter(types),
        Functions: counter(routines),
        Responsible: it => it.responsible ?? '',
        Description: sayAbout,
      }),
      ...makeTable('Tags', listTagged(dictionary), {
        Tag: it => ({ badge: it.tag }),
        Objects: it => join(it.links),
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

/** Where each tag is, by tag. */
function listTagged({
  schemas,
  tables,
  types,
  routines,
  sequences,
}: Dictionary): { tag: string; links: Text[] }[] {
  const links = new Map<string, Text[]>()
  const add = (tags: readonly string[], link: Text) => {
    for (const tag of tags) {
      const known = links.get(tag)
      if (known === undefined) links.set(tag, [link])
      else known.push(link)
    }
  }
  for (const { key, name, tags } of schemas) add(tags, { to: key, text: name })
  for (const { key, identity, tags, columns } of tables) {
    add(tags, { to: key, text: identity })
    for (const column of columns) add(column.tags, { to: key, text: `${identity}.${column.name}` })
  }
  for (const { key, identity, tags } of [...types, ...routines, ...sequences])
    add(tags, { to: key, text: identity })
  return [...links.keys()].sort().map(tag => ({ tag, links: links.get(tag)! }))
}

export const overviewKey = 'overview'

function share({ commented, all }: Share, nouns: string): string {
  return `${commented} of ${count(all, nouns, nouns)}`
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
