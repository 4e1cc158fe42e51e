import fc from 'fast-check'
import type { Session } from '../../src/engine/index.ts'

/** A key of some type: how its columns are declared, and its value for the number `g`. */
interface Key {
  columns: string
  primary: string
  values: string
}

const single = (type: string, value: string): Key => ({
  columns: `"K ey" ${type}`,
  primary: '"K ey"',
  values: value,
})

const keys: Record<string, Key> = {
  int: single('int', 'g * 7 - 3000'),
  bigint: single('bigint', '9007199254740993 + g * 3'),
  uuid: single('uuid', 'md5(g::text)::uuid'),
  text: single('text', "md5(g::text) || ' ''\\ ä'"),
  collated: single('text collate "C"', 'case when g % 2 = 0 then upper(md5(g::text)) else md5(g::text) end'),
  char: single('char(8)', 'left(md5(g::text), g % 3 + 6)'),
  timestamptz: single(
    'timestamptz',
    "timestamptz '1999-12-31 23:59:59.999999+02' + g * interval '1.000001 s'",
  ),
  numeric: single('numeric', 'g / 7.0 - 20'),
  float: single('float8', "case g when 3 then 'NaN' when 4 then '-Infinity' else g::float8 / 3 end"),
  interval: single('interval', "(g - 50) * interval '1 day 00:00:01.5' - interval '1 mon'"),
  bytea: single('bytea', 'decode(md5(g::text), $$hex$$)'),
  array: single('int[]', 'array[g % 3, g]'),
  composite: { columns: 'a int, "B b" text', primary: 'a, "B b"', values: 'g % 5, md5(g::text)' },
  mixed: {
    columns: 'a timestamptz, b uuid, c int',
    primary: 'b, a, c',
    values: "timestamptz '2024-02-29 12:00:00.5Z', md5((g % 9)::text)::uuid, g",
  },
}

const shapes = {
  plain: (columns: string, primary: string) =>
    `create table t (${columns}, n int, v int, primary key (${primary}))`,
  unique: (columns: string, primary: string) =>
    `create table t (${columns}, n int, v int, unique (${primary}));
     alter table t ${primary
       .split(', ')
       .map(name => `alter ${name} set not null`)
       .join(', ')}`,
  partitioned: (columns: string, primary: string) =>
    `create table t (${columns}, n int, v int, primary key (${primary})) partition by hash (${primary.split(', ')[0]});
     create table t_0 partition of t for values with (modulus 2, remainder 0);
     create table t_1 partition of t for values with (modulus 2, remainder 1)`,
  inherited: (columns: string, primary: string) =>
    `create table t (${columns}, n int, v int, primary key (${primary})); create table child () inherits (t)`,
}

/** Statements that do the same in batches, whatever was done to the tables before. */
const statements = [
  'update t set n = n + 1',
  'update t as x set n = x.n + o.w -- from\n from other o where o.v = x.v and x.n <> 3 or false',
  'with q as (select v from other where w > 2) update t set n = -n where v in (select v from q)',
  'delete from t using other o where t.v = o.v and o.w % 4 = 0 or t.n = 2 and o.w = 1',
  'insert into made select t.n, o.w from other o right join t on o.v = t.v where t.n > 1',
  'insert into made (n) (select n from t, lateral (select w from other where v > t.v order by w limit 1) l)',
  'insert into kept select n from t where n % 3 = 0 on conflict (n) where true do nothing',
  'update t set n = (select count(*) from t u where u.v = t.v)',
  'update t set (n, v) = (select t.v, t.n) where exists (select from other o where o.v = t.v)',
]

export interface Case {
  key: string
  shape: keyof typeof shapes
  rows: number
  batch: number
  statements: string[]
}

export const anyCase: fc.Arbitrary<Case> = fc.record({
  key: fc.constantFrom(...Object.keys(keys)),
  shape: fc.constantFrom(...(Object.keys(shapes) as (keyof typeof shapes)[])),
  rows: fc.nat(150),
  batch: fc.integer({ min: 1, max: 60 }),
  statements: fc.subarray(statements, { minLength: 1, maxLength: 2 }),
})

/** Makes the tables of a case in the first schema of the search path. */
export async function makeTables(session: Session, { key, shape, rows }: Case): Promise<void> {
  const { columns, primary, values } = keys[key]!
  const half =
    shape === 'inherited'
      ? `insert into child select ${values}, g % 4, g % 6 from generate_series(500, 540) g;`
      : ''
  await session.execute(
    `${shapes[shape](columns, primary)};
     insert into t select ${values}, g % 4, g % 6 from generate_series(1, ${rows}) g where g % 10 <> 0; ${half}
     create table other as select v, v * 2 as w from generate_series(0, 4) v;
     create table made (n int, w int);
     create table kept (n int); create unique index on kept (n) where true;`,
  )
}

/** What is in them, in no order. */
export async function readTables(session: Session): Promise<Record<string, unknown>> {
  const read = async (table: string) => {
    const [row] = await session.query<{ rows: string[] }>(
      `select coalesce(array_agg(x::text order by x::text collate "C"), '{}') as rows from ${table} x`,
    )
    return row!.rows
  }
  return { t: await read('t'), made: await read('made'), kept: await read('kept') }
}
