import { makeObjectName } from '../prediction/index.ts'
import { quoteIdentifier } from '../sql/index.ts'
import { chooseConstraintName } from './chosen-names.ts'
import { briefly, type Model, type PlannedMigration, quietly, type Table } from './remedy.ts'

export interface NotNullPlan {
  /** What makes sure, while everybody works on, that there is no null. */
  before: PlannedMigration[]
  /** What is left to be done, in a moment: statements for a brief transaction. */
  finish: string[]
}

/**
 * Makes a column NOT NULL without reading the table under a lock. `name` is the table as the statement names it. Since 18
 * NOT NULL is a constraint that can be validated later; before, a valid CHECK proves to SET NOT NULL that it need not look.
 */
export function planNotNull(model: Model, table: Table, name: string, column: string): NotNullPlan {
  const quoted = quoteIdentifier(column)
  const isConstraint = model.major >= 18
  const constraint = quoteIdentifier(
    isConstraint
      ? chooseConstraintName(model, table, [column], 'not_null')
      : makeObjectName(table.name, column, 'is_not_null'),
  )
  const condition = isConstraint ? `NOT NULL ${quoted}` : `CHECK (${quoted} IS NOT NULL)`
  const before = [
    briefly(
      `require ${table.name} ${column}`,
      `ALTER TABLE ${name} ADD CONSTRAINT ${constraint} ${condition} NOT VALID`,
    ),
    quietly(`validate ${constraint}`, `ALTER TABLE ${name} VALIDATE CONSTRAINT ${constraint}`),
  ]
  if (isConstraint) return { before, finish: [] }
  return {
    before,
    finish: [
      `ALTER TABLE ${name} ALTER COLUMN ${quoted} SET NOT NULL`,
      `ALTER TABLE ${name} DROP CONSTRAINT ${constraint}`,
    ],
  }
}

/** The same with its end in a transaction of its own. */
export function planNotNullWhole(model: Model, table: Table, name: string, column: string) {
  const { before, finish } = planNotNull(model, table, name, column)
  return finish.length === 0
    ? before
    : [...before, briefly(`set ${table.name} ${column} not null`, ...finish)]
}
