import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export const migrationCount = 300
const tableCount = 100

/**
 * Writes a history of 300 migrations with about 900 statements, always the same: 100 tables, each with foreign keys,
 * indexes, a constraint, a trigger function or a view, and later changes to them. The last migration is an ordinary one.
 */
export async function writeGeneratedHistory(dir: string): Promise<{ statements: number }> {
  await mkdir(dir, { recursive: true })
  const migrations = Array.from({ length: migrationCount }, (_, index) => writeMigration(index))
  for (const [index, statements] of migrations.entries()) {
    const version = String(index + 1).padStart(4, '0')
    await writeFile(join(dir, `${version}_change.up.sql`), `${statements.up.join(';\n')};\n`)
    await writeFile(join(dir, `${version}_change.down.sql`), `${statements.down.join(';\n')};\n`)
  }
  return { statements: migrations.reduce((sum, { up }) => sum + up.length, 0) }
}

interface Statements {
  up: string[]
  down: string[]
}

function writeMigration(index: number): Statements {
  if (index === migrationCount - 1) return lastMigration
  const table = index % tableCount
  if (index < tableCount) return createTable(table)
  if (index < 2 * tableCount) return extendTable(table)
  return addLogic(table)
}

const lastMigration: Statements = {
  up: [
    'alter table table_7 add column approved_at timestamptz',
    'create index table_7_approved_at on table_7 (approved_at)',
    'alter table table_7 add constraint table_7_amount_limit check (amount < 1000000)',
  ],
  down: [
    'alter table table_7 drop constraint table_7_amount_limit',
    'alter table table_7 drop column approved_at',
  ],
}

function createTable(n: number): Statements {
  const parent = n === 0 ? '' : `,\n  parent_id bigint references table_${n >> 1}`
  const parentIndex = n === 0 ? [] : [`create index table_${n}_parent on table_${n} (parent_id)`]
  return {
    up: [
      `create table table_${n} (
  id bigint generated always as identity primary key,
  name text not null,
  status varchar(20) not null default 'new',
  amount numeric(12, 2) not null default 0 check (amount >= 0),
  details jsonb,
  created_at timestamptz not null default now()${parent}
)`,
      ...parentIndex,
      `create index table_${n}_created_at on table_${n} (created_at)`,
      `comment on table table_${n} is 'Table number ${n}'`,
    ],
    down: [`drop table table_${n}`],
  }
}

function extendTable(n: number): Statements {
  return {
    up: [
      `alter table table_${n} add column note text, add column updated_at timestamptz`,
      `create unique index table_${n}_name on table_${n} (lower(name))`,
      `alter table table_${n} alter column status set default 'open'`,
    ],
    down: [
      `alter table table_${n} alter column status set default 'new'`,
      `drop index table_${n}_name`,
      `alter table table_${n} drop column note, drop column updated_at`,
    ],
  }
}

function addLogic(n: number): Statements {
  return {
    up: [
      `create function touch_${n}() returns trigger language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end $$`,
      `create trigger touch before update on table_${n} for each row execute function touch_${n}()`,
      `create view open_${n} as select id, name, amount from table_${n} where status = 'open'`,
    ],
    down: [`drop view open_${n}`, `drop trigger touch on table_${n}`, `drop function touch_${n}()`],
  }
}
