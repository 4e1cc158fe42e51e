import { columnsOf, volatilityOf } from '../../prediction/index.ts'
import { formatExpression, type Node, quoteIdentifier } from '../../sql/index.ts'
import { inBatches } from '../batches.ts'
import type { StatementScene } from '../remedy.ts'
import { alone, defineRemedy } from '../remedy.ts'
import { existingTable } from '../targets.ts'

export const changeInBatches = defineRemedy({
  name: 'change-in-batches',
  summary: 'Change the rows in batches, each in a transaction of its own',
  cures: ['scan-under-lock', 'update-of-every-row'],
  sources: ['https://www.postgresql.org/docs/current/plpgsql-transactions.html'],
  examples: [
    {
      title: 'Every row gets the same',
      up: "update shop.orders set status = 'old', note = upper('x' || total)",
    },
    { title: 'Some rows', up: "update shop.orders set note = 'none' where note is null" },
    { title: 'Rows are deleted', up: 'delete from shop.items where order_id > 200' },
    { title: 'A change that counts', up: 'update shop.items set quantity = quantity + 1', isAdvised: true },
  ],
  build(scene) {
    const { node } = scene.statement
    if ('DeleteStmt' in node) return planDelete(scene, node.DeleteStmt)
    return 'UpdateStmt' in node ? planUpdate(scene, node.UpdateStmt) : undefined
  },
})

type Delete = Extract<Node, { DeleteStmt: unknown }>['DeleteStmt']
type Update = Extract<Node, { UpdateStmt: unknown }>['UpdateStmt']

function planDelete(
  scene: StatementScene,
  { relation, whereClause, usingClause, returningClause, withClause }: Delete,
) {
  const table = relation && existingTable(scene, relation)
  if (table === undefined || usingClause || returningClause || withClause || relation?.alias) return undefined
  const where = whereClause === undefined ? 'true' : formatExpression(whereClause)
  if (where === undefined) return undefined
  return {
    migrations: [
      alone(`delete from ${table.name}`, ...inBatches(table, name => `DELETE FROM ${name}`, where)),
    ],
  }
}

/** What comes out must be the same however often a row is changed, because a batch may meet a row again. */
function planUpdate(scene: StatementScene, update: Update) {
  const { relation, targetList = [], whereClause, fromClause, returningClause, withClause } = update
  const table = relation && existingTable(scene, relation)
  if (table === undefined || fromClause || returningClause || withClause || relation?.alias) return undefined
  const targets = targetList.flatMap(node => ('ResTarget' in node ? [node.ResTarget] : []))
  const changed = targets.map(({ name = '' }) => name)
  const used = targets.flatMap(({ val }) => (val === undefined ? [] : columnsOf(val)))
  const isRepeatable =
    !changed.some(column => used.includes(column)) &&
    targets.every(({ val, indirection }) => val !== undefined && !('MultiAssignRef' in val) && !indirection)
  const values = targets.map(({ val }) => val && formatExpression(val))
  const where = whereClause === undefined ? 'true' : formatExpression(whereClause)
  const isSettled = targets.every(
    ({ val }) => val !== undefined && volatilityOf(val, scene.model) !== 'volatile',
  )
  if (values.includes(undefined) || where === undefined) return undefined
  const narrowing = whereClause === undefined ? [] : columnsOf(whereClause)
  const isNarrowed = changed.some(column => narrowing.includes(column))
  if (!isRepeatable || !(isSettled || isNarrowed)) {
    return {
      steps: [
        `Change ${table.name} in batches of some thousand rows along its primary key, each in its own transaction`,
        'Remember the last key: a row must not be changed twice',
      ],
    }
  }
  const columns = changed.map(quoteIdentifier)
  const isLeft = `(${columns.join(', ')}) IS DISTINCT FROM (${values.join(', ')})`
  const sets = columns.map((column, i) => `${column} = ${values[i]}`).join(', ')
  const rows = columns.length === 1 ? `${columns[0]} IS DISTINCT FROM ${values[0]}` : isLeft
  const condition = where === 'true' ? rows : `(${where}) AND ${rows}`
  return {
    migrations: [
      alone(`change ${table.name}`, ...inBatches(table, name => `UPDATE ${name} SET ${sets}`, condition)),
    ],
  }
}
