import type { Session } from '../src/engine/index.ts'

const schemaCount = 20

/** Makes tables of ten columns, each with a primary key, two indexes and a foreign key: four relations with their indexes. */
export async function makeWideDatabase(session: Session, tables: number): Promise<void> {
  for (let n = 0; n < schemaCount; n++) await session.execute(`create schema part_${n}`)
  for (let start = 0; start < tables; start += 100) {
    const numbers = Array.from({ length: Math.min(100, tables - start) }, (_, i) => start + i)
    await session.execute(numbers.map(createTable).join(';\n'))
  }
}

function createTable(n: number): string {
  const parent = Math.max(0, n - 1)
  return `create table ${nameOf(n)} (
    id bigint primary key, parent_id bigint references ${nameOf(parent)}, name text not null,
    status varchar(20) not null default 'new', amount numeric(12, 2) default 0, details jsonb,
    created_at timestamptz not null default now(), updated_at timestamptz, is_open boolean, note text);
  create index on ${nameOf(n)} (parent_id); create index on ${nameOf(n)} (status, created_at)`
}

function nameOf(n: number): string {
  return `part_${n % schemaCount}.table_${n}`
}
