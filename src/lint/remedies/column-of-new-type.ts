import { identityOf, makeObjectName, type Table } from '../../prediction/index.ts'
import {
  type ColumnDef,
  formatExpression,
  type Node,
  quoteIdentifier,
  quoteLiteral,
  quoteQualified,
} from '../../sql/index.ts'
import { inBatches } from '../batches.ts'
import { chooseConstraintName } from '../chosen-names.ts'
import { planNotNull } from '../not-null.ts'
import type { StatementScene } from '../remedy.ts'
import { type Advice, alone, briefly, defineRemedy, type Plan } from '../remedy.ts'
import { type TableTarget, tableTarget } from '../targets.ts'

export const columnOfNewType = defineRemedy({
  name: 'column-of-new-type',
  summary: 'Change the type by way of a new column',
  cures: ['rewrite-under-lock'],
  sources: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  examples: [
    { title: 'A larger number', up: 'alter table shop.items alter column quantity type bigint' },
    {
      title: 'By an expression, of a column that is not null and has a default',
      up: `alter table shop."Odd 'Name" alter column "Größe" type numeric(8, 2) using "Größe"::numeric / 100`,
      setup: `create table shop."Odd 'Name" (id int, "Größe" int not null default 7); insert into shop."Odd 'Name" select n, n from generate_series(1, 50) n;`,
    },
  ],
  build(scene) {
    const target = tableTarget(scene)
    const { subtype, def } = target?.command ?? {}
    if (target === undefined || subtype !== 'AT_AlterColumnType') return undefined
    const { name = '' } = target.command
    if (def === undefined || !('ColumnDef' in def)) return undefined
    return isPlain(scene, target.table, name)
      ? plan(scene, target, name, def.ColumnDef)
      : advise(target, name)
  },
})

/** Whether nothing but its table knows the column: no index, no constraint, no view, no trigger, no publication. */
function isPlain({ model }: StatementScene, table: Table, name: string): boolean {
  const column = table.columns.find(it => it.name === name)
  if (column === undefined || column.identity !== undefined || column.generated !== undefined) return false
  const usesIt = (use: { table: Table; column?: string }) =>
    use.table === table && (use.column === undefined || use.column === name)
  const relations = [...model.relations.values()]
  return (
    table.kind === 'table' &&
    table.children.length + table.parents.length === 0 &&
    !table.constraints.some(({ columns, kind }) => kind !== 'not null' && columns.includes(name)) &&
    !table.indexes.some(index =>
      JSON.stringify([index.keys, index.included, index.condition]).includes(quoteJson(name)),
    ) &&
    !table.triggers.some(({ columns }) => columns.includes(name)) &&
    !table.statistics.some(({ columns }) => columns.includes(name)) &&
    !table.columns.some(({ generated }) => generated?.as.includes(name)) &&
    table.policies.length === 0 &&
    !relations.some(
      it =>
        'target' in it ||
        ('constraints' in it &&
          it.constraints.some(({ target }) => target?.table === table && target.columns.includes(name))),
    ) &&
    !relations.some(it => 'uses' in it && it.uses.some(usesIt)) &&
    ![...model.publications.values()].some(({ tables }) =>
      tables.some(it => it.table === table && (it.hasFilter || it.columns?.includes(name))),
    )
  )
}

function quoteJson(name: string): string {
  return JSON.stringify(name)
}

function plan(
  { model }: StatementScene,
  target: TableTarget,
  name: string,
  def: ColumnDef,
): Plan | undefined {
  const { table } = target
  const column = table.columns.find(it => it.name === name)!
  const fresh = makeObjectName(name, undefined, 'new')
  const [old, quoted] = [quoteIdentifier(name), quoteIdentifier(fresh)]
  const copy = makeObjectName(table.name, name, 'copy')
  const routine = quoteQualified(table.schema, copy)
  const using: Node = def.raw_default ?? {
    TypeCast: { arg: { ColumnRef: { fields: [{ String: { sval: name } }] } }, typeName: def.typeName! },
  }
  const value = formatExpression(using)
  const valueOfNew = formatExpression(ofNewRow(using))
  const add = target.write({
    subtype: 'AT_AddColumn',
    def: { ColumnDef: { ...def, colname: fresh, raw_default: undefined, is_local: true } },
    behavior: 'DROP_RESTRICT',
  })
  if (value === undefined || valueOfNew === undefined || add === undefined) return undefined
  const notNull = column.isNullable ? undefined : planNotNull(model, table, target.name, fresh)
  const constraint = quoteIdentifier(chooseConstraintName(model, table, [fresh], 'not_null'))
  const former =
    table.constraints.find(it => it.kind === 'not null' && it.columns[0] === name)?.name ??
    makeObjectName(table.name, name, 'not_null')
  const alter = `ALTER TABLE ${target.name}`
  const body = `BEGIN\n  NEW.${quoted} := ${valueOfNew};\n  RETURN NEW;\nEND`
  return {
    migrations: [
      briefly(
        `add ${fresh}`,
        add,
        `CREATE FUNCTION ${routine}() RETURNS trigger LANGUAGE plpgsql AS ${quoteLiteral(body).trim()}`,
        `CREATE TRIGGER ${quoteIdentifier(copy)} BEFORE INSERT OR UPDATE ON ${target.name} FOR EACH ROW EXECUTE FUNCTION ${routine}()`,
      ),
      alone(
        `fill ${fresh}`,
        ...inBatches(
          table,
          leaf => `UPDATE ${leaf} SET ${quoted} = ${value}`,
          `${quoted} IS NULL AND ${old} IS NOT NULL`,
        ),
      ),
      ...(notNull?.before ?? []),
      briefly(
        `put ${fresh} in the place of ${name}`,
        ...(notNull?.finish ?? []),
        `DROP TRIGGER ${quoteIdentifier(copy)} ON ${target.name}`,
        `DROP FUNCTION ${routine}()`,
        `${alter} DROP COLUMN ${old}`,
        `${alter} RENAME COLUMN ${quoted} TO ${old}`,
        ...(column.default === undefined
          ? []
          : [`${alter} ALTER COLUMN ${old} SET DEFAULT ${column.default}`]),
        ...(notNull === undefined || notNull.finish.length > 0
          ? []
          : [`${alter} RENAME CONSTRAINT ${constraint} TO ${quoteIdentifier(former)}`]),
      ),
    ],
    leftovers: [
      {
        object: `table ${identityOf(table)}`,
        attribute: 'columns',
        because: 'the column is now the last of its table',
      },
    ],
  }
}

/** An expression over the columns of a table as a trigger says it of the row that is written. */
function ofNewRow(node: Node): Node {
  return JSON.parse(JSON.stringify(node), (key, value) =>
    key === 'ColumnRef' ? { ...value, fields: [{ String: { sval: 'new' } }, value.fields.at(-1)] } : value,
  )
}

function advise({ name: table, command }: TableTarget, name: string): Advice {
  const fresh = makeObjectName(name, undefined, 'new')
  return {
    steps: [
      `Add to ${table} a column ${quoteIdentifier(fresh)} of the new type, empty`,
      `Keep it equal to ${quoteIdentifier(command.name ?? name)} with a trigger for every row that is written`,
      'Fill the rows that are there in batches of some thousand, each in its own transaction',
      'Build its indexes concurrently; add its constraints NOT VALID and validate them',
      'In one short transaction, with a lock_timeout, swap the names and drop the trigger; views that use the column have to be made anew in it',
    ],
  }
}
