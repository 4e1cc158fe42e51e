import type { CatalogObject } from '../catalog/index.ts'
import { baseName, containerName, partName, schemaName, unquoteIdentifier } from './names.ts'
import type { Scene } from './scene.ts'
import { describeSequence } from './sequence-options.ts'
import { expression, flag, foreignOptions, list, text, words } from './values.ts'

/** A column as CREATE TABLE and ADD COLUMN write it. */
export function describeColumn(column: CatalogObject, scene: Scene): string {
  return words(partName(column), text(column, 'type'), ...describeTraits(column, scene))
}

/** A column without its type, as CREATE TABLE OF writes it. */
export function describeTraits(column: CatalogObject, scene: Scene): string[] {
  const options = list(column, 'attfdwoptions')
  return [
    options.length > 0 && `OPTIONS (${foreignOptions(options)})`,
    compressionOf(column),
    collationOf(column),
    describeValue(column, scene),
    describeNotNull(column, scene),
  ].filter(it => typeof it === 'string')
}

function compressionOf(column: CatalogObject): string | undefined {
  const compression = text(column, 'attcompression')
  return compression && `COMPRESSION ${compressions[compression]}`
}

export const storages: Record<string, string> = { p: 'PLAIN', e: 'EXTERNAL', m: 'MAIN', x: 'EXTENDED' }

export const compressions: Record<string, string> = { p: 'pglz', l: 'lz4' }

function collationOf(column: CatalogObject): string | undefined {
  const collation = text(column, 'attcollation')
  return collation && `COLLATE ${collation}`
}

/** Where the value of a column comes from: a default, an expression or a sequence. */
export function describeValue(column: CatalogObject, scene: Scene): string | undefined {
  const identity = text(column, 'attidentity')
  if (identity !== undefined) return describeIdentity(column, identity, scene)
  const value = expression(column, 'adbin')
  const generated = text(column, 'attgenerated')
  if (generated === undefined) return value && `DEFAULT ${value}`
  return `GENERATED ALWAYS AS ${parenthesize(value ?? '')} ${generated === 'v' ? 'VIRTUAL' : 'STORED'}`
}

function describeIdentity(column: CatalogObject, identity: string, scene: Scene): string {
  const sequence = identitySequence(column, scene)
  const options =
    sequence === undefined ? [] : [...nameSequence(sequence, column), ...describeSequence(sequence)]
  return words(
    `GENERATED ${identity === 'a' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY`,
    options.length > 0 && `(${options.join(' ')})`,
  )
}

export function identitySequence(column: CatalogObject, scene: Scene): CatalogObject | undefined {
  return scene.companionOf(column, 'sequence')
}

/** PostgreSQL takes this name by itself when it is free, and in a database where it is taken, it is this one's. */
function nameSequence({ identity }: CatalogObject, column: CatalogObject): string[] {
  const table = containerName(column)
  const name = [baseName(table), partName(column), 'seq'].map(unquoteIdentifier).join('_')
  const isUsual =
    Buffer.byteLength(name) < 64 &&
    unquoteIdentifier(baseName(identity)) === name &&
    schemaName(identity) === schemaName(table)
  return isUsual ? [] : [`SEQUENCE NAME ${identity}`]
}

/** Since 18 it may have a name of its own, and be a constraint that does not hold for what is there. */
function describeNotNull(column: CatalogObject, scene: Scene): string | undefined {
  const constraint = notNullOf(column, scene)
  if (constraint === undefined) return flag(column, 'attnotnull') ? 'NOT NULL' : undefined
  if (!flag(constraint, 'convalidated')) return undefined
  return `CONSTRAINT ${partName(constraint)} NOT NULL${flag(constraint, 'connoinherit') ? ' NO INHERIT' : ''}`
}

export function notNullOf(column: CatalogObject, scene: Scene): CatalogObject | undefined {
  const table = scene.to.get(column.within ?? '')
  const name = partName(column)
  return (table === undefined ? [] : scene.partsOf(table)).find(
    it => text(it, 'contype') === 'n' && list(it, 'conkey')[0] === name,
  )
}

export function parenthesize(expression: string): string {
  // The parentheses of a query are its own.
  const isEnclosed = /^\((?!\s*SELECT\b)/.test(expression) && isClosedAtEnd(expression)
  return isEnclosed ? expression : `(${expression})`
}

/** Whether the first parenthesis is closed by the last; quoted text is passed over. */
function isClosedAtEnd(expression: string): boolean {
  let depth = 0
  for (const { 0: token, index } of expression.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]/g)) {
    if (token === '(') depth++
    if (token === ')') depth--
    if (depth === 0 && token === ')') return index === expression.length - 1
  }
  return false
}
