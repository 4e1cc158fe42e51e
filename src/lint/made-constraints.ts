import type { Step } from '../effects/index.ts'
import { type Constraint, identityOf, isTable, type Model, type Table } from '../prediction/index.ts'
import { quoteIdentifier } from '../sql/index.ts'
import type { Change } from './rule.ts'

/** A constraint that a change made and that is there when it is done, with the statement that made it. */
export interface MadeConstraint {
  step: Step
  table: Table
  constraint: Constraint
}

export function madeConstraints({ migrations }: Change, after: Model): MadeConstraint[] {
  const made = migrations.flatMap(({ statements }) =>
    statements.flatMap(step =>
      step.effect.changes
        .filter(({ change, kind }) => change === 'created' && kind === 'table constraint')
        .map(({ identity }) => [identity, step] as const),
    ),
  )
  const byIdentity = new Map(made)
  return [...after.relations.values()].filter(isTable).flatMap(table =>
    table.constraints.flatMap(constraint => {
      const step = byIdentity.get(identityOfConstraint(table, constraint))
      return step === undefined ? [] : [{ step, table, constraint }]
    }),
  )
}

/** As `pg_identify_object()` has it: `orders_pkey on shop.orders`. */
function identityOfConstraint(table: Table, { name }: Constraint): string {
  return `${quoteIdentifier(name)} on ${identityOf(table)}`
}
