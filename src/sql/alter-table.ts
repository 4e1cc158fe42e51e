import type { AlterTableCmd, Constraint, RangeVar } from 'libpg-query'
import { quoteQualified } from './quote.ts'
import type { Statement } from './statement.ts'

/** One action of an ALTER TABLE. */
export interface TableAction {
  /** The table as the statement names it, quoted: `shop.orders`. */
  table: string
  /** The name of the parse node's subtype, such as `AT_SetNotNull`. */
  subtype: NonNullable<AlterTableCmd['subtype']>
  /** The column, constraint or trigger it names. */
  name: string | undefined
  /** For ADD CONSTRAINT: the constraint; for ADD COLUMN: see `columnConstraints`. */
  constraint: Constraint | undefined
}

/** The actions of an ALTER TABLE in the order they are written; none for another statement. */
export function readTableActions(statement: Statement): TableAction[] {
  if (!('AlterTableStmt' in statement.node)) return []
  const { relation, cmds = [] } = statement.node.AlterTableStmt
  const table = relation === undefined ? '' : formatRangeVar(relation)
  return cmds.flatMap(node => {
    if (!('AlterTableCmd' in node)) return []
    const { subtype, name, def } = node.AlterTableCmd
    const constraint = def !== undefined && 'Constraint' in def ? def.Constraint : undefined
    return subtype === undefined ? [] : [{ table, subtype, name: constraint?.conname ?? name, constraint }]
  })
}

/** A relation as a statement names it. */
export function formatRangeVar({ schemaname, relname = '' }: RangeVar): string {
  return schemaname === undefined ? quoteQualified(relname) : quoteQualified(schemaname, relname)
}
