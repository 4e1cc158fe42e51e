import { expect, test } from 'vitest'
import { parseBody } from './bodies.ts'

const body = (text: string) => parseBody(`create function f() returns void language plpgsql as $$ ${text} $$`)

test('the names in a body are those of its queries, not those of its strings and comments', async () => {
  const parsed = await body(`
    declare total numeric;
    begin
      -- the note of a customer
      select sum(o.amount) into total from shop.orders o where o.placed_at < now();
      update shop.items set quantity = quantity + 1 where label = 'region';
      raise notice 'email %', total;
    end`)
  expect(parsed?.names).toContain('amount')
  expect(parsed?.names).toContain('orders')
  expect(parsed?.names).toContain('quantity')
  expect(parsed?.names).not.toContain('note')
  expect(parsed?.names).not.toContain('email')
  expect(parsed?.hasDynamicSql).toBe(false)
})

test('expressions and assignments are read as well', async () => {
  const parsed = await body(
    'declare n int; begin n := (select count(*) from carts); if exists (select from visits) then return; end if; end',
  )
  expect([...(parsed?.names ?? [])]).toEqual(expect.arrayContaining(['carts', 'visits']))
})

test('SQL that is built at run time is told', async () => {
  expect((await body("begin execute format('drop table %I', 'x'); end"))?.hasDynamicSql).toBe(true)
})

test('DO blocks are bodies, what does not parse is none', async () => {
  expect((await parseBody('do $$ begin perform id from orders; end $$'))?.names).toContain('orders')
  expect(await body('begin begin')).toBeUndefined()
})
