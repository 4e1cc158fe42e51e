import { count, listWords } from '../base/index.ts'
import { describeDifference, objectKey, type Rename } from '../catalog/index.ts'
import type { Cell, Section, TableSection } from '../findings/index.ts'
import type { UnreadSource } from '../sources/index.ts'
import type { Examination } from './examine.ts'
import type { FoldedDifference } from './fold.ts'

/** The same facts for reading: what differs where, what has only another name, what the ledgers say. */
export function arrange(examined: readonly Examination[], unread: readonly UnreadSource[]): Section[] {
  const renames = examined.flatMap(({ comparison }) => comparison.renames)
  return [
    ...tabulate(examined, unread),
    ...(renames.length === 0 ? [] : [tellRenames(renames)]),
    ...tellLedgers(examined),
    ...tellRemedies(examined),
  ]
}

/** What differs: of one database line by line, of several side by side. */
export function tabulate(examined: readonly Examination[], unread: readonly UnreadSource[]): TableSection[] {
  if (examined.every(({ kept }) => kept.length === 0)) return []
  const [only] = examined
  return [examined.length + unread.length === 1 ? listOne(only!) : compareSeveral(examined, unread)]
}

const signs = {
  added: { text: '+', tone: 'good' },
  removed: { text: '−', tone: 'bad' },
  altered: { text: '~', tone: 'caution' },
} as const

function listOne({ comparison: { from, to }, kept }: Examination): TableSection {
  return {
    kind: 'table',
    title: `${from.name} → ${to.name}: ${count(kept.length, 'difference')}`,
    columns: [{ title: '' }, { title: 'Object' }, { title: 'What' }],
    rows: kept.map(({ change, kind, identity, attributes, parts }) => [
      signs[change],
      { text: `${kind} ${identity}` },
      { text: attributes.map(describeDifference).join('\n') || (parts && `with ${parts}`), tone: 'muted' },
    ]),
  }
}

function compareSeveral(examined: readonly Examination[], unread: readonly UnreadSource[]): TableSection {
  const objects = [...new Set(examined.flatMap(({ kept }) => kept.map(keyOf)))].sort()
  const unknown: Cell = { text: '?', tone: 'caution' }
  return {
    kind: 'table',
    title: `${count(objects.length, 'object')} of ${examined[0]!.comparison.from.name} in ${count(examined.length + unread.length, 'database')}`,
    summary: `✓ is as it should be${unread.length === 0 ? '' : ', ? could not be read'}`,
    columns: [
      'Object',
      ...examined.map(({ comparison }) => comparison.to.name),
      ...unread.map(it => it.name),
    ].map(title => ({ title })),
    rows: objects.map(object => [
      { text: object },
      ...examined.map(it => tellState(object, it)),
      ...unread.map(() => unknown),
    ]),
  }
}

/** What an object is in one of the databases. */
function tellState(object: string, { kept, ignored }: Examination): Cell {
  const differences = kept.filter(it => keyOf(it) === object)
  const [first] = differences
  if (first === undefined) {
    return ignored.some(it => it.object === object)
      ? { text: 'may differ', tone: 'muted' }
      : { text: '✓', tone: 'good' }
  }
  if (first.change === 'added') return { text: 'should not be', tone: 'caution' }
  if (first.change === 'removed') return { text: 'missing', tone: 'bad' }
  const attributes = differences.flatMap(it => it.attributes)
  return { text: attributes.map(describeDifference).join('\n'), tone: 'caution' }
}

function keyOf({ kind, identity }: FoldedDifference): string {
  return objectKey(kind, identity)
}

function tellRenames(renames: readonly Rename[]): Section {
  const lines = renames.map(({ kind, from, to }) => `${kind} ${from} → ${to}`)
  return {
    kind: 'text',
    title: 'Likely renames',
    summary: 'The same but for the name',
    paragraphs: [...new Set(lines)],
  }
}

export function tellLedgers(examined: readonly Examination[]): Section[] {
  const paragraphs = examined.flatMap(({ comparison, ledger }) => {
    if (ledger === undefined) return []
    const { table, applied, pending, madeAhead } = ledger
    const versions = listWords(pending.map(({ version }) => version))
    const lacks = pending.length === 0 ? '' : `, and lacks ${versions}`
    const ahead = `Already there by hand, so that a missing migration may fail: ${listWords(madeAhead)}.`
    return [
      `${table} of ${comparison.to.name} has ${count(applied.length, 'migration')}${lacks}.`,
      ...(madeAhead.length === 0 ? [] : [ahead]),
    ]
  })
  return paragraphs.length === 0 ? [] : [{ kind: 'text', title: 'What the ledgers say', paragraphs }]
}

/** The scripts as a whole, since what undoes one difference may need what undoes another. */
export function tellRemedies(examined: readonly Examination[]): Section[] {
  return examined.flatMap(({ comparison: { from, to }, remedies }) => {
    if (remedies === undefined) return []
    const scripts = [
      { title: `Undo it: run this in ${to.name}`, sql: remedies.undo.sql },
      { title: `Adopt it: a new migration for ${from.name}`, sql: remedies.adopt.sql },
    ]
    return scripts.map(({ title, sql }): Section => ({ kind: 'code', title, language: 'sql', code: sql }))
  })
}
