import { insideOf } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

export const rowByRowChange = defineRule({
  name: 'row-by-row-change',
  group: 'performance',
  severity: 'info',
  summary: 'A loop over a query changes one row for each of its rows.',
  why: `
    One statement for each row costs planning, execution and trigger calls a thousand times over, and reads its table again each
    time. One UPDATE … FROM, INSERT … SELECT or DELETE … USING does all rows at once, with a plan made for all of them.`,
  sources: ['https://www.postgresql.org/docs/current/sql-update.html'],
  examples: {
    bad: [
      {
        title: 'An UPDATE in a loop',
        up: `do $$ declare c record; begin
          for c in select id, name from shop.customers loop
            update shop.orders set note = c.name where customer_id = c.id;
          end loop; end $$;`,
      },
    ],
    good: [
      {
        title: 'One UPDATE',
        up: 'update shop.orders o set note = c.name from shop.customers c where o.customer_id = c.id;',
      },
      {
        title: 'More than a change',
        up: `do $$ declare c record; n bigint; begin
          for c in select id, name from shop.customers loop
            select count(*) into n from shop.orders where customer_id = c.id;
            if n > 5 then update shop.orders set note = c.name where customer_id = c.id; end if;
          end loop; end $$;`,
      },
    ],
  },
  checkBody({ statements, parts, at }) {
    return statements.flatMap(loop => {
      if (loop.kind !== 'loop' || loop.over !== 'query' || loop.body.length !== 1) return []
      const [only] = loop.body
      const node = parts.find(({ of }) => of === only)?.node
      const verb = (['UpdateStmt', 'InsertStmt', 'DeleteStmt'] as const).find(name => insideOf(node, name))
      if (only?.kind !== 'sql' || verb === undefined) return []
      const word = verb.replace('Stmt', '').toUpperCase()
      return [
        {
          message: `One ${word} runs for each row of the query`,
          location: at(only),
          evidence: {},
          remedy: {
            title:
              { UPDATE: 'UPDATE … FROM', INSERT: 'INSERT … SELECT', DELETE: 'DELETE … USING' }[word] +
              ' does it at once',
          },
        },
      ]
    })
  },
})
