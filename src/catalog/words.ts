import { listWords } from '../base/index.ts'
import { type AttributeValue, isExpression } from './catalog.ts'
import { describeAttribute } from './classification.ts'
import type { AttributeDifference } from './diff.ts'

/** What the one-letter codes of the catalogs stand for, where a letter alone says nothing. */
export const codes: Record<string, Record<string, string>> = {
  relpersistence: { p: 'permanent', u: 'unlogged', t: 'temporary' },
  relreplident: { d: 'default', n: 'nothing', f: 'full', i: 'index' },
  relkind: { r: 'table', p: 'partitioned table', i: 'index', I: 'partitioned index', f: 'foreign table' },
  attidentity: { a: 'always', d: 'by default' },
  attgenerated: { s: 'stored', v: 'virtual' },
  attstorage: { p: 'plain', e: 'external', m: 'main', x: 'extended' },
  attcompression: { p: 'pglz', l: 'lz4' },
  confdeltype: { a: 'no action', r: 'restrict', c: 'cascade', n: 'set null', d: 'set default' },
  confupdtype: { a: 'no action', r: 'restrict', c: 'cascade', n: 'set null', d: 'set default' },
  confmatchtype: { s: 'simple', f: 'full', p: 'partial' },
  provolatile: { i: 'immutable', s: 'stable', v: 'volatile' },
  proparallel: { s: 'safe', r: 'restricted', u: 'unsafe' },
  tgenabled: { O: 'always but on replicas', D: 'never', R: 'on replicas', A: 'always' },
  ev_enabled: { O: 'always but on replicas', D: 'never', R: 'on replicas', A: 'always' },
  evtenabled: { O: 'always but on replicas', D: 'never', R: 'on replicas', A: 'always' },
  polcmd: { '*': 'all', r: 'select', a: 'insert', w: 'update', d: 'delete' },
  partstrat: { l: 'list', r: 'range', h: 'hash' },
  castcontext: { e: 'explicit', a: 'on assignment', i: 'implicit' },
}

/** `default: 'new' → 'open'`, `privileges: + SELECT to reader`. */
export function describeDifference({ name, from, to }: AttributeDifference): string {
  const { words, class: columnClass } = describeAttribute(name)
  if (columnClass === 'secret') return `${words}: changed (never shown)`
  if (isSet(name) && (from === null || Array.isArray(from)) && (to === null || Array.isArray(to))) {
    return `${words}: ${describeSets((from ?? []) as string[], (to ?? []) as string[])}`
  }
  return `${words}: ${show(name, from)} → ${show(name, to)}`
}

/** Lists whose order says nothing. */
function isSet(name: string): boolean {
  return /acl$|options$|config$|^disabled_triggers$|^label$|^subpublications$/.test(name)
}

function describeSets(from: string[], to: string[]): string {
  const lost = from.filter(it => !to.includes(it)).map(it => `− ${it}`)
  const won = to.filter(it => !from.includes(it)).map(it => `+ ${it}`)
  return [...lost, ...won].join(', ')
}

function show(name: string, value: AttributeValue): string {
  if (value === null) return 'none'
  if (value === true) return 'yes'
  if (isExpression(value)) return value.sql.trim() || 'another'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : listWords(value.map(it => show(name, it)))
  if (name === 'polroles' && value === '0') return 'PUBLIC'
  return codes[name]?.[String(value)] ?? String(value)
}
