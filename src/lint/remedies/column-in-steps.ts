import { volatilityOf } from '../../prediction/index.ts'
import { formatExpression, quoteIdentifier, stringsOf } from '../../sql/index.ts'
import { inBatches } from '../batches.ts'
import { chooseIndexName } from '../chosen-names.ts'
import { type ColumnParts, planConstraints, readColumnParts, writeColumn } from '../column-parts.ts'
import { planNotNullWhole } from '../not-null.ts'
import type { StatementScene } from '../remedy.ts'
import { alone, briefly, defineRemedy, type PlannedMigration } from '../remedy.ts'

export const columnInSteps = defineRemedy({
  name: 'column-in-steps',
  summary: 'Add the column empty, then fill it in batches, then add what is checked',
  cures: ['rewrite-under-lock', 'scan-under-lock', 'index-build-under-lock'],
  sources: ['https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-ADDING-A-COLUMN'],
  examples: [
    {
      title: 'A default that differs from row to row',
      up: 'alter table shop.orders add column token uuid default gen_random_uuid()',
    },
    {
      title: 'The same, required and unique',
      up: 'alter table shop.orders add column "To Ken" uuid not null unique default gen_random_uuid()',
    },
    { title: 'A serial', up: 'alter table shop.orders add column number bigserial' },
    {
      title: 'A check on a column with a default',
      up: 'alter table shop.orders add column weight numeric(8, 2) default 0 check (weight >= 0)',
    },
    {
      title: 'A reference that is filled',
      up: 'alter table shop.items add column owner bigint not null default (1 + random()) references shop.customers on delete cascade',
    },
    {
      title: 'Of a partitioned table',
      up: 'alter table shop.visits add column token uuid not null default gen_random_uuid()',
      setup: `create table shop.visits (customer_id bigint, at date not null) partition by range (at);
        create table shop.visits_1 partition of shop.visits for values from ('2024-01-01') to ('2025-01-01');
        create table shop.visits_2 partition of shop.visits for values from ('2025-01-01') to ('2026-01-01');
        insert into shop.visits select n, date '2024-06-01' + n * 5 from generate_series(1, 100) n;`,
    },
  ],
  build(scene) {
    const parts = readColumnParts(scene)
    if (parts === undefined || parts.generation !== undefined) return undefined
    const serial = serialOf(parts)
    const isFilled =
      serial !== undefined ||
      (parts.default !== undefined && volatilityOf(parts.default, scene.model) === 'volatile')
    if (!isFilled && parts.constraints.length === 0) return undefined
    const constraints = planConstraints(scene, parts)
    const start = isFilled ? planFilling(scene, parts, serial) : planAtOnce(parts)
    return constraints && start && { migrations: [...start, ...constraints] }
  },
})

/** A default that is the same for all rows is stored once, and NOT NULL needs no look at them. */
function planAtOnce(parts: ColumnParts): PlannedMigration[] | undefined {
  const { isNotNull, name } = parts
  const add = writeColumn(parts, [
    ...(parts.default === undefined ? [] : [{ contype: 'CONSTR_DEFAULT', raw_expr: parts.default } as const]),
    ...(isNotNull ? [{ contype: 'CONSTR_NOTNULL' } as const] : []),
  ])
  return add === undefined ? undefined : [briefly(`add ${name}`, add)]
}

function planFilling(
  { model }: StatementScene,
  parts: ColumnParts,
  serial: string | undefined,
): PlannedMigration[] | undefined {
  const { target, name, isNotNull } = parts
  const { table } = target
  const quoted = quoteIdentifier(name)
  const beginning = serial === undefined ? beginWithDefault(parts) : beginWithSequence(model, parts, serial)
  if (beginning === undefined) return undefined
  return [
    briefly(`add ${name}`, ...beginning),
    alone(
      `fill ${name}`,
      ...inBatches(table, leaf => `UPDATE ${leaf} SET ${quoted} = DEFAULT`, `${quoted} IS NULL`),
    ),
    ...(isNotNull || serial !== undefined ? planNotNullWhole(model, table, target.name, name) : []),
  ]
}

function beginWithDefault(parts: ColumnParts): string[] | undefined {
  const value = parts.default && formatExpression(parts.default)
  const add = writeColumn(parts)
  if (value === undefined || add === undefined) return undefined
  return [add, setDefault(parts, value)]
}

/** What `serial` stands for (`generateSerialExtraStmts()` in the server's `parser/parse_utilcmd.c`). */
function beginWithSequence(
  model: StatementScene['model'],
  parts: ColumnParts,
  type: string,
): string[] | undefined {
  const { target, name } = parts
  const add = writeColumn(parts, [], {
    typeName: { names: [{ String: { sval: type } }], typemod: -1 },
  })
  if (add === undefined) return undefined
  const { schema } = target.table
  const sequence = `${quoteIdentifier(schema)}.${quoteIdentifier(chooseIndexName(model, target.table, [name], 'seq'))}`
  const typeName = type.replace('int8', 'bigint').replace('int4', 'integer').replace('int2', 'smallint')
  return [
    add,
    `CREATE SEQUENCE ${sequence} AS ${typeName} OWNED BY ${target.name}.${quoteIdentifier(name)}`,
    setDefault(parts, `nextval('${sequence.replaceAll("'", "''")}'::regclass)`),
  ]
}

function setDefault({ target, name }: ColumnParts, value: string): string {
  return `ALTER TABLE ${target.name} ALTER COLUMN ${quoteIdentifier(name)} SET DEFAULT ${value}`
}

const serials: Record<string, string> = {
  serial: 'int4',
  serial4: 'int4',
  bigserial: 'int8',
  serial8: 'int8',
  smallserial: 'int2',
  serial2: 'int2',
}

/** The type under a serial. */
function serialOf({ column }: ColumnParts): string | undefined {
  const names = stringsOf(column.typeName?.names)
  return names.length === 1 ? serials[names[0]!] : undefined
}
