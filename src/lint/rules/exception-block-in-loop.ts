import { listPlpgsqlStatements } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

export const exceptionBlockInLoop = defineRule({
  name: 'exception-block-in-loop',
  group: 'performance',
  severity: 'info',
  summary: 'A loop goes through a block with EXCEPTION, which begins a subtransaction each time.',
  why: `
    A block with EXCEPTION is a subtransaction. Each one that writes takes a transaction id, and with more than 64 of them in one
    transaction everybody who reads the rows has to look them up in \`pg_subtrans\`, on replicas too: a busy server slows
    down altogether.

    Ask before instead of catching after: ON CONFLICT DO NOTHING, a WHERE that leaves out what would fail. Or put the loop into
    the block, not the block into the loop.`,
  sources: [
    'https://www.postgresql.org/docs/current/subxacts.html',
    'https://www.postgresql.org/docs/current/plpgsql-control-structures.html#PLPGSQL-ERROR-TRAPPING',
  ],
  examples: {
    bad: [
      {
        title: 'An insert that may fail',
        up: `create function shop.copy() returns void language plpgsql as $$
          declare o record;
          begin
            for o in select id, customer_id from shop.orders loop
              begin
                insert into shop.customers (id, email) values (o.customer_id, '?');
              exception when unique_violation then raise notice '%', o.id;
              end;
            end loop;
          end $$;`,
      },
    ],
    good: [
      {
        title: 'ON CONFLICT',
        up: `create function shop.copy() returns void language sql as $$
          insert into shop.customers (id, email) select customer_id, '?' from shop.orders on conflict do nothing $$;`,
      },
      {
        title: 'The loop is in the block',
        up: `create function shop.notes() returns void language plpgsql as $$
          begin
            for i in 1..3 loop raise notice '%', i; end loop;
          exception when raise_exception then raise warning 'no';
          end $$;`,
      },
    ],
  },
  checkBody({ statements, at }) {
    const loops = statements.filter(({ kind }) => kind === 'loop')
    const inLoops = new Set(loops.flatMap(loop => listPlpgsqlStatements(loop)))
    return [...inLoops].flatMap(it =>
      it.kind !== 'block' || it.handlers.length === 0
        ? []
        : [
            {
              message: 'Each turn of the loop begins a subtransaction',
              location: at(it),
              evidence: {},
              remedy: { title: 'Leave out what would fail, or handle the error outside the loop' },
            },
          ],
    )
  },
})
