import { formatRangeVar, quoteIdentifier } from '../../sql/index.ts'
import { defineRemedy } from '../remedy.ts'
import { existingTable } from '../targets.ts'

export const columnUnderTwoNames = defineRemedy({
  name: 'column-under-two-names',
  summary: 'Offer both names until nobody asks for the old one',
  cures: ['name-taken-away'],
  sources: ['https://www.postgresql.org/docs/current/sql-createview.html#SQL-CREATEVIEW-UPDATABLE-VIEWS'],
  examples: [
    { title: 'A column', up: 'alter table shop.orders rename column note to remark', isAdvised: true },
  ],
  build(scene) {
    const { node } = scene.statement
    if (!('RenameStmt' in node) || node.RenameStmt.renameType !== 'OBJECT_COLUMN') return undefined
    const { relation, subname = '', newname = '' } = node.RenameStmt
    if (relation === undefined || existingTable(scene, relation) === undefined) return undefined
    const [from, to, table] = [quoteIdentifier(subname), quoteIdentifier(newname), formatRangeVar(relation)]
    return {
      steps: [
        `Add ${to} to ${table} beside ${from}, and keep both equal with a trigger; fill it in batches`,
        `Release code that reads and writes ${to} only`,
        `Drop the trigger and ${from} in a later release`,
        'Or, in one transaction, rename the table and put a view with both names in its place',
      ],
    }
  },
})
