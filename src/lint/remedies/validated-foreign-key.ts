import { identityOf } from '../../prediction/index.ts'
import { type ConstraintNode, quoteIdentifier, stringsOf } from '../../sql/index.ts'
import { chooseConstraintName } from '../chosen-names.ts'
import { briefly, defineRemedy, leavesOf, type Plan, quietly } from '../remedy.ts'
import { addConstraint, addedConstraint, type TableTarget } from '../targets.ts'

export const validatedForeignKey = defineRemedy({
  name: 'validated-foreign-key',
  summary: 'Add the foreign key NOT VALID, then validate it in a transaction of its own',
  cures: ['scan-under-lock'],
  sources: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  examples: [
    {
      title: 'Without a name',
      up: 'alter table shop.orders add foreign key (customer_id) references shop.customers',
    },
    {
      title: 'With a name and actions',
      up: 'alter table shop.orders add constraint buyer foreign key (customer_id) references shop.customers (id) on delete cascade deferrable initially deferred',
    },
    {
      title: 'Of two columns, with names that need quotes',
      up: 'alter table shop."Line Items" add foreign key ("order", "Of") references shop."Refs" ("a b", "select") match full',
      setup: `create table shop."Refs" ("a b" int, "select" int, primary key ("a b", "select"));
        create table shop."Line Items" ("order" int, "Of" int); insert into shop."Refs" values (1, 2); insert into shop."Line Items" values (1, 2);`,
    },
    {
      title: 'Of a partitioned table',
      up: 'alter table shop.visits add foreign key (customer_id) references shop.customers',
      setup: `create table shop.visits (customer_id bigint, at date not null) partition by range (at);
        create table shop.visits_1 partition of shop.visits for values from ('2024-01-01') to ('2025-01-01');
        create table shop.visits_2 partition of shop.visits for values from ('2025-01-01') to ('2026-01-01');
        insert into shop.visits select n, date '2024-06-01' + n * 5 from generate_series(1, 100) n;`,
    },
  ],
  build(scene) {
    const added = addedConstraint(scene, 'CONSTR_FOREIGN')
    if (added === undefined || added.constraint.skip_validation || added.constraint.is_enforced === false)
      return undefined
    const { target, constraint } = added
    const name =
      constraint.conname ??
      chooseConstraintName(scene.model, target.table, stringsOf(constraint.fk_attrs), 'fkey')
    const isPartitioned = target.table.kind === 'partitioned table'
    return isPartitioned && scene.model.major < 18
      ? planByPartition(target, constraint, name)
      : planInTwo(target, constraint, name)
  },
})

function planInTwo(target: TableTarget, constraint: ConstraintNode, name: string): Plan | undefined {
  const add = target.write(addConstraint(notValid(constraint, name)))
  if (add === undefined) return undefined
  return { migrations: [briefly(`add ${name}`, add), validate(target.name, name)] }
}

/** Before 18 a partitioned table takes no NOT VALID foreign key, but it adopts those that its partitions have already. */
function planByPartition(target: TableTarget, constraint: ConstraintNode, name: string): Plan | undefined {
  const adopt = target.write(addConstraint({ ...constraint, conname: name }))
  const leaves = leavesOf(target.table)
  const adds = leaves.map(({ schema, name: relname }) =>
    target.write(addConstraint(notValid(constraint, name)), {
      schemaname: schema,
      relname,
      inh: true,
      relpersistence: 'p',
    }),
  )
  if (adopt === undefined || adds.some(add => add === undefined)) return undefined
  return {
    migrations: [
      ...leaves.flatMap((leaf, i) => [
        briefly(`add ${name} to ${leaf.name}`, adds[i]!),
        validate(identityOf(leaf), name, ` of ${leaf.name}`),
      ]),
      briefly(`add ${name}`, adopt),
    ],
  }
}

function validate(table: string, name: string, ofTable = '') {
  return quietly(
    `validate ${name}${ofTable}`,
    `ALTER TABLE ${table} VALIDATE CONSTRAINT ${quoteIdentifier(name)}`,
  )
}

function notValid({ initially_valid: _, ...rest }: ConstraintNode, name: string): ConstraintNode {
  return { ...rest, conname: name, skip_validation: true }
}
