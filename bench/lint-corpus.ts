import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** As many as an old project has: files, and statements in them. */
export const corpusFiles = 1000

/**
 * Writes 1,000 SQL files with 1,800 statements, always the same, as migrations of an old project are: tables, columns, indexes,
 * constraints, backfills, views and functions, some with comments, most of them harmless.
 */
export async function writeCorpus(dir: string): Promise<{ files: string[]; statements: number }> {
  await mkdir(dir, { recursive: true })
  const names = Array.from({ length: corpusFiles }, (_, n) => `${String(n + 1).padStart(4, '0')}_change.sql`)
  let statements = 0
  for (const [n, name] of names.entries()) {
    const written = writeFileOf(n)
    statements += written.length
    await writeFile(join(dir, name), `-- Change ${n + 1} of the project.\n${written.join(';\n\n')};\n`)
  }
  return { files: names, statements }
}

/** Eight statements in ten files, in turn; every fifth file has a second one. */
function writeFileOf(n: number): string[] {
  const shapes = [
    createTable,
    addColumn,
    addIndex,
    addConstraint,
    backfill,
    createView,
    createFunction,
    dropColumn,
  ]
  const shape = shapes[n % shapes.length]!
  return n % 5 === 4 ? shape(n) : [...shape(n), `comment on table shop.table_${n} is 'Changed by ${n}'`]
}

type Shape = (n: number) => string[]

const createTable: Shape = n => [
  `create table shop.table_${n} (
  id bigint generated always as identity primary key,
  name text not null,
  status text not null default 'new',
  amount numeric(12, 2) not null default 0 check (amount >= 0),
  details jsonb,
  parent_id bigint references shop.parents (id),
  created_at timestamptz not null default now()
)`,
]

const addColumn: Shape = n => [
  `alter table shop.table_${n}
  add column note text, -- for support
  add column updated_at timestamptz`,
]

const addIndex: Shape = n => [
  `create index concurrently table_${n}_name on shop.table_${n} (lower(name), created_at desc)`,
]

const addConstraint: Shape = n => [
  `alter table shop.table_${n} add constraint table_${n}_amount check (amount < 1000000) not valid`,
]

const backfill: Shape = n => [
  `update shop.table_${n} set status = 'open' where status = 'new' and created_at < now() - interval '1 day'`,
]

const createView: Shape = n => [
  `create view shop.open_${n} as
select t.id, t.name, p.name as parent, sum(t.amount) over (partition by t.parent_id) as total
from shop.table_${n} t left join shop.parents p on p.id = t.parent_id
where t.status = 'open'`,
]

const createFunction: Shape = n => [
  `create function shop.touch_${n}() returns trigger language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end $$`,
]

const dropColumn: Shape = n => [`alter table shop.table_${n} drop column details`]
