import {
  type Catalog,
  type CatalogDifference,
  type CatalogObject,
  keyOf,
  type Rename,
} from '../catalog/index.ts'
import { baseName, containerName, partName, unquoteIdentifier } from './names.ts'
import { list, text } from './values.ts'

/**
 * Tables and enums that are gone, each with one that came and has most of the same columns or labels, so that it is likely
 * the same under another name: to drop the one would lose what it holds. What many have, as `created_at`, says little.
 */
export function findLikelyRenames(
  differences: readonly CatalogDifference[],
  from: Catalog,
  to: Catalog,
): Rename[] {
  const pick = (change: CatalogDifference['change'], catalog: Catalog) =>
    differences
      .filter(it => it.change === change && (it.kind === 'table' || it.kind === 'type'))
      .flatMap(it => catalog.get(keyOf(it)) ?? [])
      .filter(it => contentsOf(it).length > 0)
  const [olds, news] = [pick('removed', from), pick('added', to)]
  if (olds.length === 0 || news.length === 0) return []
  const [features, others] = [readFeatures(from), readFeatures(to)]
  const counts = countFeatures(features, others)
  const scores = olds.flatMap(old =>
    news
      .filter(it => it.kind === old.kind && it.attributes.relkind === old.attributes.relkind)
      .map(it => ({ old, now: it, score: compareFeatures(features.get(old)!, others.get(it)!, counts) })),
  )
  return scores
    .filter(it => it.score >= enough)
    .filter(it => scores.every(other => isOtherPair(it, other) || other === it || other.score < it.score))
    .map(({ old, now }) => ({ kind: old.kind, from: old.identity, to: now.identity }))
}

/** By weight: two fifths of what two have together. */
const enough = 0.4

interface Score {
  old: CatalogObject
  now: CatalogObject
  score: number
}

function isOtherPair(a: Score, b: Score): boolean {
  return a.old !== b.old && a.now !== b.now
}

function contentsOf(object: CatalogObject): string[] {
  if (object.kind !== 'table' && object.kind !== 'type') return []
  return list(object, object.kind === 'table' ? 'columns' : 'enumlabel')
}

/** What there is in it, the words of its name, what it refers to and what refers to it. */
function readFeatures(catalog: Catalog): Map<CatalogObject, Set<string>> {
  const features = new Map<CatalogObject, Set<string>>()
  for (const object of catalog.values()) {
    if (contentsOf(object).length === 0) continue
    const words = wordsOf(baseName(object.identity)).map(it => `in the name: ${it}`)
    features.set(object, new Set([...contentsOf(object), ...words]))
  }
  for (const key of catalog.values()) {
    if (key.attributes.contype !== 'f') continue
    const [table, other] = [key.within!, `table ${text(key, 'confrelid')}`].map(it => catalog.get(it)!)
    features.get(table!)?.add(`refers to ${text(key, 'confrelid')}`)
    features.get(other!)?.add(`is referred to by ${containerName(key)} ${list(key, 'conkey')}`)
  }
  return features
}

/** How many things of one database have a feature. */
function countFeatures(...databases: ReadonlyMap<CatalogObject, ReadonlySet<string>>[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const features of databases) {
    const own = new Map<string, number>()
    for (const feature of [...features.values()].flatMap(it => [...it])) {
      own.set(feature, (own.get(feature) ?? 0) + 1)
      counts.set(feature, Math.max(counts.get(feature) ?? 0, own.get(feature)!))
    }
  }
  return counts
}

/** The weight of what two have in common in the weight of all that they have, where a feature weighs less the more have it. */
function compareFeatures(
  one: ReadonlySet<string>,
  other: ReadonlySet<string>,
  counts: ReadonlyMap<string, number>,
): number {
  const weigh = (features: readonly string[]) =>
    features.reduce((sum, feature) => sum + 1 / (counts.get(feature) ?? 1), 0)
  const common = [...one].filter(it => other.has(it))
  return weigh(common) / weigh([...new Set([...one, ...other])])
}

/**
 * Columns that have another name in the same table. PostgreSQL adds columns at the end and never moves them, so one that
 * stands where another stood, and has a word of its name, is likely that one. The place alone says too little: a column
 * that was dropped and made again stands at the end.
 */
export function findColumnRenames(from: Catalog, to: Catalog): Rename[] {
  return [...from.values()].flatMap(table => {
    const other = to.get(keyOf(table))
    return table.kind === 'table' && other !== undefined ? renameColumns(table, other, from, to) : []
  })
}

function renameColumns(table: CatalogObject, other: CatalogObject, from: Catalog, to: Catalog): Rename[] {
  const [before, after] = [list(table, 'columns'), list(other, 'columns')]
  if (String(before) === String(after)) return []
  const column = (name: string, catalog: Catalog) => catalog.get(`table column ${table.identity}.${name}`)!
  return findGaps(before, after).flatMap(({ gone, come, isEnd }) => {
    const left = gone.filter(name => !isEnd || !after.includes(name))
    return come
      .filter(name => !before.includes(name))
      .flatMap(name => {
        const now = column(name, to)
        const found = left
          .map(it => column(it, from))
          .filter(it => (isEnd ? isSameType(it, now) : isCloseType(it, now)))
          .map(old => ({ old, common: countCommonWords(partName(old), name) }))
          .filter(({ common }) => common > 0)
          .sort((a, b) => b.common - a.common)[0]?.old
        if (found === undefined) return []
        left.splice(left.indexOf(partName(found)), 1)
        return [{ kind: found.kind, from: found.identity, to: now.identity }]
      })
  })
}

function isSameType(one: CatalogObject, other: CatalogObject): boolean {
  return text(one, 'type') === text(other, 'type')
}

/** Types between which PostgreSQL changes a column by itself. */
const closeTypes = [
  ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision'],
  ['character varying', 'character', 'text', 'name'],
  ['date', 'timestamp without time zone', 'timestamp with time zone'],
  ['json', 'jsonb'],
]

function isCloseType(one: CatalogObject, other: CatalogObject): boolean {
  const [a, b] = [one, other].map(it => text(it, 'type')!.replace(/\(.*?\)/, ''))
  return a === b || closeTypes.some(types => types.includes(a!) && types.includes(b!))
}

interface Gap {
  gone: string[]
  come: string[]
  isEnd: boolean
}

/** What two lists have between what they have in common and in the same order. */
function findGaps(before: readonly string[], after: readonly string[]): Gap[] {
  const gaps: Gap[] = []
  let [i, j] = [0, 0]
  for (const common of findCommon(before, after)) {
    const [nextI, nextJ] = [before.indexOf(common, i), after.indexOf(common, j)]
    gaps.push({ gone: before.slice(i, nextI), come: after.slice(j, nextJ), isEnd: false })
    ;[i, j] = [nextI + 1, nextJ + 1]
  }
  return [...gaps, { gone: before.slice(i), come: after.slice(j), isEnd: true }]
}

/** The longest list that both have in this order. */
function findCommon(before: readonly string[], after: readonly string[]): string[] {
  const rows: number[][] = Array.from({ length: before.length + 1 }, () => Array(after.length + 1).fill(0))
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const isSame = before[i] === after[j]
      rows[i]![j] = isSame ? rows[i + 1]![j + 1]! + 1 : Math.max(rows[i + 1]![j]!, rows[i]![j + 1]!)
    }
  }
  const common: string[] = []
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    if (before[i] === after[j]) {
      common.push(before[i]!)
      i++
      j++
    } else if (rows[i + 1]![j]! >= rows[i]![j + 1]!) i++
    else j++
  }
  return common
}

function countCommonWords(one: string, other: string): number {
  const words = wordsOf(other)
  return wordsOf(one).filter(it => words.includes(it)).length
}

/** `user`, `role` of `user_roles` and of `UserRole`. */
function wordsOf(name: string): string[] {
  const words = unquoteIdentifier(name).match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\d+/gu) ?? []
  return words.map(it => it.toLowerCase().replace(/(?<=..)s$/, ''))
}
