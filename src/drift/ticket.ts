import { createHash } from 'node:crypto'
import { count, listWords } from '../base/index.ts'
import { objectKey } from '../catalog/index.ts'
import type { Section, Ticket } from '../findings/index.ts'
import type { Source, UnreadSource } from '../sources/index.ts'
import type { Examination } from './examine.ts'
import { judgeDifference } from './judge.ts'
import { tabulate, tellLedgers, tellRemedies } from './sections.ts'

/** What a tracker is told: no line of a file is to blame, somebody has to decide about databases. */
export function makeTicket(
  command: 'diff' | 'drift',
  from: Source,
  examined: readonly Examination[],
  unread: readonly UnreadSource[],
): Ticket {
  const names = [...examined.map(({ comparison }) => comparison.to), ...unread].map(({ name }) => name)
  const differing = examined.filter(({ kept }) => kept.length > 0)
  const sum = differing.reduce((total, { kept }) => total + kept.length, 0)
  const groups = differing.flatMap(({ kept }) => kept.map(it => judgeDifference(it).group))
  const inWhich = listWords(differing.map(({ comparison }) => comparison.to.name))
  return {
    key: createHash('sha256')
      .update(JSON.stringify([command, from.name, names.toSorted()]))
      .digest('hex')
      .slice(0, 16),
    title:
      sum === 0
        ? `No differences from ${from.name} in ${listWords(names)}`
        : `${count(sum, 'difference')} from ${from.name} in ${inWhich}`,
    labels: [command, ...new Set(groups.filter(group => group === 'security'))],
    sections: [
      ...tabulate(examined, unread),
      ...tellTraces(examined),
      ...tellLedgers(examined),
      ...tellRemedies(examined),
    ],
    command: [
      `pgwright ${command}`,
      ...(command === 'diff'
        ? [from.name, ...names].map(quote)
        : [`--expected ${quote(from.name)}`, ...names.map(name => `--actual ${quote(name)}`)]),
    ].join(' '),
    checklist: [
      ...differing.map(
        ({ comparison, kept }) =>
          `${comparison.to.name}: decide of ${kept.length === 1 ? 'the difference' : `each of the ${kept.length} differences`} whether a migration adopts it or it is undone`,
      ),
      ...unread.map(({ name }) => `${name}: make it readable, and look again`),
      'run the command above once more: it ends with 0',
    ],
  }
}

/** For a shell. A connection string is not repeated, so the name of what it leads to may stand in for it. */
function quote(name: string): string {
  return /^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`
}

function tellTraces(examined: readonly Examination[]): Section[] {
  const rows = examined.flatMap(({ comparison, kept, traces }) =>
    kept.flatMap(({ kind, identity, change, cause }) => {
      if (traces === undefined || cause?.by === 'pending') return []
      const object = objectKey(kind, identity)
      const { changedAt, couldHave = [] } = traces.byObject.get(object) ?? {}
      const isGone = change === 'removed'
      return [
        [
          { text: comparison.to.name },
          { text: object },
          { text: isGone ? 'not known, it is gone' : (changedAt ?? 'not known') },
          { text: isGone ? 'not known' : listWords(couldHave) },
        ],
      ]
    }),
  )
  if (rows.length === 0) return []
  return [
    {
      kind: 'table',
      title: 'When, and who could have',
      summary:
        'The last write to the object in the system catalogs, and the logins with the rights of its owner',
      columns: ['Database', 'Object', 'When', 'Who could have'].map(title => ({ title })),
      rows,
    },
  ]
}
