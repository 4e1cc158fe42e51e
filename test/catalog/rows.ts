import type { Session } from '../../src/engine/index.ts'

/** Rows for every table of the fixture; no column has the values of another, so that each is known by its values. */
export const rows = `
set session_replication_role = replica;
truncate shop.customers, shop.orders, shop.bookings, shop.parts, shop.parts_rest, shop.part_uses, shop.animals, shop.dogs,
  shop.things, shop.scratch, shop.free, "Odd Names"."Ünïcode, ""quoted"" . and  spaced", "Odd Names"."${'x'.repeat(63)}";
insert into shop.customers values
  (11, 'Ann', '(Elm St,Bath)', 'sent', 'ann@a.example', '1981-01-11'), (12, 'Bob', '(Oak St,York)', 'paid', 'bob@b.example', '1982-02-12');
insert into shop.orders (id, customer_id, total, note, quantity, placed, tags) values
  (21, 12, 1.50, 'first', 31, '2024-01-01', '{a,b}'), (22, 12, 2.50, 'second', 32, '2024-01-02', '{c}');
insert into shop.bookings values (41, '[2024-02-01,2024-02-02)'), (42, '[2024-03-01,2024-03-02)');
insert into shop.parts values (51, 'north', 61), (52, 'north', 62), (53, 'south', 63), (54, 'south', 64);
insert into shop.parts_rest values (71, 'west', 81), (72, 'west', 82);
insert into shop.part_uses values (51, 'north'), (52, 'north');
insert into shop.animals values ('cow', 4), ('emu', 2);
insert into shop.dogs values ('Rex', 3, 'poodle'), ('Fido', 5, 'setter');
insert into shop.things values ('Ash St', 'Hull'), ('Fir St', 'Rye');
insert into shop.scratch values (91), (92);
insert into shop.free values (101, 'one'), (102, 'two');
insert into "Odd Names"."Ünïcode, ""quoted"" . and  spaced" values (111, 'x', 121), (112, 'y', 122);
insert into "Odd Names"."${'x'.repeat(63)}" values (131), (132);
reset session_replication_role;
`

/** The values of each column of each table, by `shop.orders.note`. */
export async function readValues(session: Session): Promise<Map<string, string>> {
  const columns = await session.query<{ name: string; sql: string }>(`
    select format('%s.%I', c.oid::regclass, attname) as name,
      format('select string_agg(%1$I::text, E''\\n'' order by %1$I::text) from only %2$s', attname, c.oid::regclass) as sql
    from pg_class c join pg_attribute on attrelid = c.oid and attnum > 0 and not attisdropped
    where relkind = 'r' and relnamespace::regnamespace::text !~ '^(pg_|information_schema)' order by 1`)
  const query = columns.map(({ sql }) => `(${sql})`).join(', ')
  const [row] = await session.query<{ values: (string | null)[] }>(`select array[${query}] as values`)
  return new Map(columns.flatMap(({ name }, i) => (row!.values[i] ? [[name, row!.values[i]]] : [])))
}

/** Rows in what an edit makes, so that they are lost with it. */
export const rowsOfEdits: Record<string, string> = {
  'alter table orders add column extra int': 'update orders set extra = id + 1000',
  'alter table orders alter column twice drop expression': 'update orders set twice = 2000',
  'create table cats () inherits (animals)': "insert into cats values ('tom', 3000)",
  'create table spare.late (id int primary key)': 'insert into spare.late values (4000)',
}
