import {
  type ConstraintNode,
  formatNode,
  formatRangeVar,
  type Node,
  quoteIdentifier,
  type RangeVar,
  stringsOf,
} from '../../sql/index.ts'
import { chooseIndexName } from '../chosen-names.ts'
import { planNotNull } from '../not-null.ts'
import type { StatementScene } from '../remedy.ts'
import { alone, briefly, defineRemedy, leavesOf, type PlannedMigration } from '../remedy.ts'
import { addConstraint, addedConstraint, type TableTarget } from '../targets.ts'

export const constraintFromIndex = defineRemedy({
  name: 'constraint-from-index',
  summary: 'Build the index first, concurrently, then make the constraint of it',
  cures: ['index-build-under-lock', 'scan-under-lock'],
  sources: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX',
  ],
  examples: [
    { title: 'A unique constraint', up: 'alter table shop.customers add unique (email)' },
    {
      title: 'With a name, columns along and deferrable',
      up: 'alter table shop.orders add constraint "One Order" unique (id, customer_id) include (total) with (fillfactor = 90) deferrable initially deferred',
    },
    {
      title: 'A primary key of columns that may be null',
      up: 'alter table shop.pairs add primary key (a, b)',
      setup: "create table shop.pairs (a int, b text); insert into shop.pairs values (1, 'x'), (2, 'x');",
    },
    {
      title: 'A unique constraint of a partitioned table',
      up: 'alter table shop.visits add unique (customer_id, at)',
      setup: `create table shop.visits (customer_id bigint, at date not null) partition by range (at);
        create table shop.visits_1 partition of shop.visits for values from ('2024-01-01') to ('2025-01-01');
        create table shop.visits_2 partition of shop.visits for values from ('2025-01-01') to ('2026-01-01');
        insert into shop.visits select n, date '2024-06-01' + n * 5 from generate_series(1, 100) n;`,
    },
  ],
  build(scene) {
    const added = addedConstraint(scene, 'CONSTR_UNIQUE') ?? addedConstraint(scene, 'CONSTR_PRIMARY')
    if (added === undefined) return undefined
    const { target, constraint } = added
    if (constraint.indexname !== undefined || constraint.without_overlaps) return undefined
    const isPartitioned = target.table.kind === 'partitioned table'
    const migrations = isPartitioned
      ? planByPartition(scene, target, constraint)
      : planByIndex(scene, target, constraint)
    return migrations && { migrations }
  },
})

function planByIndex(
  { model }: StatementScene,
  target: TableTarget,
  constraint: ConstraintNode,
): PlannedMigration[] | undefined {
  const { table } = target
  const keys = stringsOf(constraint.keys)
  const name = constraint.conname ?? chooseName(model, table, constraint)
  const [create, use] = writeParts(target, constraint, name)
  if (create === undefined) return undefined
  const nullable = keys.filter(
    key => table.columns.find(it => it.name === key)?.isNullable ?? !isUnique(constraint),
  )
  const proofs = isUnique(constraint) ? [] : nullable.map(key => planNotNull(model, table, target.name, key))
  return [
    ...proofs.flatMap(({ before }) => before),
    alone(`create index ${name}`, create),
    briefly(
      `add ${name}`,
      ...orderFinish(
        proofs.flatMap(({ finish }) => finish),
        use,
      ),
    ),
  ]
}

/** SET NOT NULL before the constraint that needs it, DROP CONSTRAINT of what proved it behind. */
function orderFinish(finish: readonly string[], use: string): string[] {
  const isDrop = (sql: string) => sql.includes(' DROP CONSTRAINT ')
  return [...finish.filter(sql => !isDrop(sql)), use, ...finish.filter(isDrop)]
}

/** A constraint on the whole adopts those that its partitions have already, and builds nothing. */
function planByPartition(
  { model }: StatementScene,
  target: TableTarget,
  constraint: ConstraintNode,
): PlannedMigration[] | undefined {
  const { table } = target
  const adopt = target.write(addConstraint(constraint))
  const hasNullable = table.columns.some(
    ({ name, isNullable }) => isNullable && stringsOf(constraint.keys).includes(name),
  )
  if (adopt === undefined || (hasNullable && !isUnique(constraint))) return undefined
  const parts = leavesOf(table).map(leaf => {
    const relation: RangeVar = { schemaname: leaf.schema, relname: leaf.name, inh: true, relpersistence: 'p' }
    const name = chooseName(model, leaf, constraint)
    return { leaf, name, sql: writeParts(target, constraint, name, relation) }
  })
  if (parts.some(({ sql }) => sql.includes(undefined))) return undefined
  return [
    ...parts.flatMap(({ leaf, name, sql: [create, use] }) => [
      alone(`create index ${name}`, create!),
      briefly(`add ${name} to ${leaf.name}`, use),
    ]),
    briefly(`add ${constraint.conname ?? 'the constraint'} to ${table.name}`, adopt),
  ]
}

function chooseName(
  model: StatementScene['model'],
  table: TableTarget['table'],
  constraint: ConstraintNode,
): string {
  return isUnique(constraint)
    ? chooseIndexName(
        model,
        table,
        [...stringsOf(constraint.keys), ...stringsOf(constraint.including)],
        'key',
      )
    : chooseIndexName(model, table, [], 'pkey')
}

function isUnique({ contype }: ConstraintNode): boolean {
  return contype === 'CONSTR_UNIQUE'
}

/** The index, and the constraint that takes it over. */
function writeParts(
  target: TableTarget,
  constraint: ConstraintNode,
  name: string,
  relation: RangeVar = target.relation,
): [string | undefined, string] {
  const { keys, including, options, indexspace, nulls_not_distinct } = constraint
  const create = formatNode({
    IndexStmt: {
      idxname: name,
      relation,
      accessMethod: 'btree',
      indexParams: stringsOf(keys).map(toElement),
      ...(including && { indexIncludingParams: stringsOf(including).map(toElement) }),
      ...(options && { options }),
      ...(indexspace && { tableSpace: indexspace }),
      ...(nulls_not_distinct && { nulls_not_distinct }),
      unique: true,
      concurrent: true,
    },
  })
  const quoted = quoteIdentifier(name)
  const kind = isUnique(constraint) ? 'UNIQUE' : 'PRIMARY KEY'
  const when = `${constraint.deferrable ? ' DEFERRABLE' : ''}${constraint.initdeferred ? ' INITIALLY DEFERRED' : ''}`
  const table = formatRangeVar(relation)
  return [create, `ALTER TABLE ${table} ADD CONSTRAINT ${quoted} ${kind} USING INDEX ${quoted}${when}`]
}

function toElement(name: string): Node {
  return { IndexElem: { name, ordering: 'SORTBY_DEFAULT', nulls_ordering: 'SORTBY_NULLS_DEFAULT' } }
}
