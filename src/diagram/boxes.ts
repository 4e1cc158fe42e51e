import { count } from '../base/index.ts'
import {
  type CatalogDifference,
  type Column,
  describeDifference,
  keyOf,
  splitIdentity,
  type Table,
} from '../catalog/index.ts'
import { familyOf, isChanged, listFamily, type Model } from './model.ts'
import type { Box, Change, Detail, Note, Row } from './picture.ts'
import { shortenType } from './types.ts'

export function composeBox(table: Table, model: Model, detail: Detail): Box {
  const change = changeOf(table, model)
  const rows = listColumns(table, model).map(column => composeRow(column, table, model, change))
  const shown = rows.filter(row => isShown(row, detail))
  const partitions = listFamily(table, model.tables).slice(1)
  return {
    key: table.key,
    schema: table.schema,
    name: table.name,
    kind: table.kind,
    comment: table.comment,
    rows: shown,
    hiddenRows: rows.length - shown.length,
    badges: listBadges(table, partitions.length),
    notes: change === 'altered' || model.renames.has(table.key) ? listNotes(table, model) : [],
    partitions: partitions.map(({ name, partitionOf }) => `${name} ${partitionOf!.bound}`),
    change,
  }
}

function isShown({ marks, change }: Row, detail: Detail): boolean {
  return detail === 'all' || change !== undefined || (detail === 'keys' && marks.length > 0)
}

function changeOf(table: Table, model: Model): Change | undefined {
  const own = model.differences.get(table.key)?.change
  if (own === 'added' || own === 'removed') return own
  return isChanged(table, model) ? 'altered' : undefined
}

/** The columns in their order, each that is gone after the one that it stood behind. */
function listColumns(table: Table, { old }: Model): Column[] {
  const columns = [...table.columns]
  const before = old.get(table.key)?.columns ?? []
  for (const [i, column] of before.entries()) {
    if (columns.some(({ key }) => key === column.key)) continue
    columns.splice(columns.findIndex(({ key }) => key === before[i - 1]?.key) + 1, 0, column)
  }
  return columns
}

function composeRow(column: Column, table: Table, { differences }: Model, whole: Change | undefined): Row {
  const difference = whole === 'altered' ? differences.get(column.key) : undefined
  const shorten = (type: string) => shortenType(type, table.schema)
  const type = difference?.attributes.find(({ name }) => name === 'type')
  const isUnique = [...table.uniques.map(({ columns }) => columns), ...uniqueIndexKeys(table)].some(columns =>
    columns.includes(column.name),
  )
  return {
    name: column.name,
    type: shorten(column.type),
    oldType: type && shorten(String(type.from)),
    isNullable: column.isNullable,
    marks: [
      ...(column.isPrimaryKey ? (['PK'] as const) : []),
      ...(column.references.length > 0 ? (['FK'] as const) : []),
      ...(isUnique ? (['UK'] as const) : []),
    ],
    comment: column.comment,
    change: difference?.change,
    changes: difference?.attributes.map(describeDifference) ?? [],
  }
}

/** Of unique indexes without a condition that no constraint brought. */
function uniqueIndexKeys({ indexes }: Table): string[][] {
  const whole = indexes.filter(({ isUnique, condition }) => isUnique && condition === undefined)
  return whole.filter(({ isOfConstraint }) => !isOfConstraint).map(({ keys }) => keys)
}

function listBadges(table: Table, partitionCount: number): string[] {
  const { kind, partitioning, rowSecurity, policies, triggers, isUnlogged, server } = table
  return [
    kind === 'table' || kind === 'partitioned table'
      ? []
      : kind + (server === undefined ? '' : ` on ${server}`),
    isUnlogged ? 'unlogged' : [],
    partitioning === undefined
      ? []
      : `${count(partitionCount, 'partition')} by ${partitioning.strategy} (${partitioning.keys.join(', ')})`,
    rowSecurity === 'off' ? [] : `row security${rowSecurity === 'forced' ? ', forced' : ''}`,
    policies.length === 0 ? [] : count(policies.length, 'policy', 'policies'),
    triggers.length === 0 ? [] : count(triggers.length, 'trigger'),
  ].flat()
}

/** What changed about a table and stands in no row. */
function listNotes(table: Table, model: Model): Note[] {
  const own = model.differencesOf.get(table.key) ?? []
  const before = model.renames.get(table.key)
  const parts = own.filter(it => !it.kind.endsWith(' column') && !isOfConstraint(it, own))
  return [
    ...(before === undefined ? [] : [{ text: `probably ${before} renamed`, change: 'altered' as const }]),
    ...parts.flatMap(it => tellDifference(it, table)),
    ...tellPartitions(table, model, own.length > 0),
  ]
}

/** An index comes and goes with its constraint. */
function isOfConstraint({ kind, identity }: CatalogDifference, all: readonly CatalogDifference[]): boolean {
  const name = splitIdentity(identity).at(-1)
  return kind === 'index' && all.some(it => it.kind === 'table constraint' && nameIn(it) === name)
}

function tellDifference(difference: CatalogDifference, table: Table): Note[] {
  const { change, kind, attributes } = difference
  const words = attributes.map(describeDifference)
  if (keyOf(difference) === table.key) return words.map(text => ({ text, change }))
  return [{ text: [`${kind.replace('table ', '')} ${nameIn(difference)}`, ...words].join(': '), change }]
}

/** Of `orders_total on shop.orders`, and of `shop.orders_note`, the name alone. */
function nameIn({ identity, within }: CatalogDifference): string {
  const suffix = within === undefined ? '' : ` on ${within.slice(within.indexOf(' ') + 1)}`
  return splitIdentity(identity.endsWith(suffix) ? identity.slice(0, -suffix.length) : identity).at(-1)!
}

/** What happens to a partitioned table happens to its partitions; told is what happens to these alone. */
function tellPartitions(table: Table, model: Model, isWhole: boolean): Note[] {
  const partitions = familyOf(table, model).filter(({ key }) => key !== table.key)
  return partitions.flatMap(({ key, identity }) => {
    const isAlone = !isWhole && model.differencesOf.has(key)
    const change = model.differences.get(key)?.change ?? (isAlone ? 'altered' : undefined)
    return change === undefined ? [] : [{ text: `partition ${identity}`, change }]
  })
}
