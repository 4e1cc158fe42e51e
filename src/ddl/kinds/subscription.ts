import type { CatalogObject } from '../../catalog/index.ts'
import { defineKind, type Outcome } from '../kind.ts'
import { flag, list, literal, text, words } from '../values.ts'

/** Options by the column that has them. */
const options: Record<string, string> = {
  subsynccommit: 'synchronous_commit',
  subbinary: 'binary',
  substream: 'streaming',
  subdisableonerr: 'disable_on_error',
  subpasswordrequired: 'password_required',
  subrunasowner: 'run_as_owner',
  suborigin: 'origin',
  subfailover: 'failover',
}

/** @see https://www.postgresql.org/docs/18/sql-altersubscription.html */
export const subscription = defineKind({
  kinds: ['subscription'],
  rank: 85,
  create: object => ({
    because: `the connection of a subscription may hold a password, so a catalog has its hash only: fill it in and run ${createSubscription(object)}`,
  }),
  loses: ({ identity }) => `what the subscription ${identity} has received, and its slot`,
  changes: {
    subconninfo: ({ identity }) => ({
      because: `the connection of a subscription may hold a password, so a catalog has its hash only: fill it in and run ALTER SUBSCRIPTION ${identity} CONNECTION '…'`,
    }),
    // Fetching the tables anew needs the publisher, and cannot be undone.
    subpublications: object =>
      `ALTER SUBSCRIPTION ${object.identity} SET PUBLICATION ${list(object, 'subpublications').join(', ')} WITH (refresh = false)`,
    [Object.keys(options).join(' ')]: changeOptions,
    subslotname: changeSlot,
    subenabled: object =>
      `ALTER SUBSCRIPTION ${object.identity} ${flag(object, 'subenabled') ? 'ENABLE' : 'DISABLE'}`,
  },
})

const streaming: Record<string, string> = { t: 'on', p: 'parallel' }

function optionValue(object: CatalogObject, column: string): string {
  if (column === 'substream') return streaming[text(object, column) ?? ''] ?? String(flag(object, column))
  return ['subsynccommit', 'suborigin'].includes(column)
    ? literal(text(object, column) ?? 'off')
    : String(flag(object, column))
}

function changeOptions(to: CatalogObject, from: CatalogObject): Outcome {
  const changed = Object.entries(options).filter(([column]) => text(to, column) !== text(from, column))
  const values = changed.map(([column, name]) => `${name} = ${optionValue(to, column)}`)
  return `ALTER SUBSCRIPTION ${to.identity} SET (${values.join(', ')})`
}

/** An enabled one must have a slot. */
function changeSlot(to: CatalogObject): Outcome {
  return `ALTER SUBSCRIPTION ${to.identity} SET (slot_name = ${describeSlot(to)})`
}

function describeSlot(object: CatalogObject): string {
  const slot = text(object, 'subslotname')
  return slot === undefined ? 'NONE' : literal(slot)
}

/** Without the publisher: neither a slot is made there nor a table fetched. */
function createSubscription(object: CatalogObject): string {
  const values = Object.entries(options)
    .filter(([column]) => column in object.attributes)
    .map(([column, name]) => `${name} = ${optionValue(object, column)}`)
  return words(
    `CREATE SUBSCRIPTION ${object.identity} CONNECTION '…'`,
    `PUBLICATION ${list(object, 'subpublications').join(', ')}`,
    `WITH (${['connect = false', 'enabled = false', `slot_name = ${describeSlot(object)}`, ...values].join(', ')})`,
  )
}
