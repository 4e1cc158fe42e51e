import {
  chooseConstraintName as chooseConstraint,
  chooseRelationName,
  joinColumnNames,
  type Model,
  type Table,
} from '../prediction/index.ts'

/** The name that PostgreSQL would give a constraint on these columns: `orders_total_check`. */
export function chooseConstraintName(
  model: Model,
  { schema, name }: Table,
  columns: readonly string[],
  label: string,
): string {
  return chooseConstraint(model, { schema, first: name, second: nameColumns(columns), label })
}

/** The name that it would give an index that is to be a constraint, or a sequence: `orders_pkey`. */
export function chooseIndexName(
  model: Model,
  { schema, name }: Table,
  columns: readonly string[],
  label: string,
): string {
  const isConstraint = label !== 'seq'
  return chooseRelationName(model, { schema, first: name, second: nameColumns(columns), label }, isConstraint)
}

function nameColumns(columns: readonly string[]): string | undefined {
  return columns.length === 0 ? undefined : joinColumnNames(columns)
}
