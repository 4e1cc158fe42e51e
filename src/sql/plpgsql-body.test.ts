import { beforeAll, expect, test } from 'vitest'
import { loadParser } from './parser.ts'
import { listPlpgsqlStatements } from './plpgsql.ts'
import { readPlpgsql } from './plpgsql-body.ts'

beforeAll(loadParser)

const text = `create function shop.f(a int, o shop.orders) returns setof int language plpgsql as $b$
declare
  r record; line shop.items%rowtype; n constant int := 5; c cursor for select 1; rc refcursor;
begin
  if not exists (select 1 from pg_type where typname = 'x') then create type x as enum ('ä');
  elsif n > 3 then perform f(1);
  else execute format('alter table %I add b int', 'orders') using 3, a; end if;
  case a when 1 then null; else a := a + 1; end case;
  for i in 1..10 loop raise notice 'x %', i; end loop;
  for r in select * from a loop insert into b values (r.id); end loop;
  for r in execute 'select 1' using a loop continue when a > 2; end loop;
  foreach a in array array[1,2] loop exit; end loop;
  for r in c loop null; end loop;
  select 1 into a from orders;
  line.id := 4; o.id = 5;
  begin
    alter table a add c int;
  exception when duplicate_object or undefined_table then null;
    when others then raise exception using errcode = '23505';
  end;
  call p(); open rc for execute 'x'; fetch rc into a; close rc; get diagnostics a = row_count;
  return query select 2;
  return next a;
  return;
end $b$`

test('every statement is read with its place', () => {
  const { block } = readPlpgsql(text)!
  const found = listPlpgsqlStatements(block)
    .slice(1)
    .map(({ kind, start }) => `${kind}: ${text.slice(start, start + 14).replace(/\s/g, ' ')}`)
  expect(found).toEqual([
    'if: if not exists ',
    'sql: create type x ',
    'perform: perform f(1); ',
    'execute: execute format',
    'case: case a when 1 ',
    'assign: a := a + 1; en',
    'loop: for i in 1..10',
    "raise: raise notice '",
    'loop: for r in selec',
    'sql: insert into b ',
    'loop: for r in execu',
    'continue: continue when ',
    'loop: foreach a in a',
    'exit: exit; end loop',
    'loop: for r in c loo',
    'sql: select 1 into ',
    'assign: line.id := 4; ',
    'assign: o.id = 5;   be',
    'block: begin     alte',
    'sql: alter table a ',
    'raise: raise exceptio',
    'call: call p(); open',
    'open: open rc for ex',
    'fetch: fetch rc into ',
    'close: close rc; get ',
    'get diagnostics: get diagnostic',
    'return query: return query s',
    'return: return next a;',
    'return: return; end $b',
  ])
})

test('arguments and declarations are variables', () => {
  const { variables } = readPlpgsql(text)!
  expect(variables.filter(({ isArgument }) => isArgument).map(({ name }) => name)).toEqual(['a', 'o'])
  expect(variables.find(({ name }) => name === 'n')).toMatchObject({ isConstant: true, initial: '5' })
  expect(variables.find(({ name }) => name === 'line')).toMatchObject({ type: 'record' })
  expect(variables.find(({ name }) => name === 'c')).toMatchObject({ query: 'select 1' })
  expect(text.slice(variables.find(({ name }) => name === 'n')!.start).trimStart()).toMatch(/^r record;/)
})

test('handlers, parameters and targets', () => {
  const body = readPlpgsql(`do $$ declare n int; begin
    execute 'x' into n using n, 2;
  exception when sqlstate '42710' then null; when duplicate_table or others then null; end $$`)!
  expect(body.block.handlers.map(({ conditions }) => conditions)).toEqual([
    ['42710'],
    ['duplicate_table', 'others'],
  ])
  expect(body.block.body).toMatchObject([
    { kind: 'execute', expression: "'x'", into: ['n'], using: ['n', '2'] },
  ])
})

test('what is no PL/pgSQL is no body', () => {
  expect(readPlpgsql("create function f() returns int language sql as 'select 1'")).toBeUndefined()
  expect(readPlpgsql('do $$ begin begin $$')).toBeUndefined()
})
