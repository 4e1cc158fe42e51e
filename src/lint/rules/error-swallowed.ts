import { defineRule } from '../rule.ts'

export const errorSwallowed = defineRule({
  name: 'error-swallowed',
  group: 'correctness',
  severity: 'warning',
  summary: 'A handler catches every error and does nothing.',
  why: `
    \`WHEN OTHERS THEN NULL\` hides not only the error that was expected but also a full disk, a deadlock, a renamed column.
    What the block did is rolled back, and nobody hears of it.

    Name the condition that is expected, such as \`unique_violation\`, and let the others through, or raise a warning with
    \`SQLERRM\`.`,
  sources: ['https://www.postgresql.org/docs/current/plpgsql-control-structures.html#PLPGSQL-ERROR-TRAPPING'],
  examples: {
    bad: [
      {
        title: 'In a DO block',
        up: `do $$ begin
          insert into shop.orders (id) values (1);
          exception when others then null;
          end $$;`,
      },
    ],
    good: [
      {
        title: 'The error that is expected',
        up: `do $$ begin
          insert into shop.orders (id) values (1);
          exception when unique_violation then null;
          end $$;`,
      },
      {
        title: 'The error is told',
        up: `do $$ begin
          insert into shop.orders (id) values (1);
          exception when others then raise warning 'not inserted: %', sqlerrm;
          end $$;`,
      },
    ],
  },
  checkBody({ statements, statement, at }) {
    return statements.flatMap(it => {
      if (it.kind !== 'block') return []
      return it.handlers
        .filter(({ conditions, body }) => conditions.includes('others') && body.length === 0)
        .map(() => ({
          message: 'Every error is caught and nobody hears of it',
          location: at({ start: findHandler(statement.text, it.start) }),
          evidence: {},
          remedy: {
            title: 'Name the error that is expected, or tell it',
            sql: "WHEN OTHERS THEN RAISE WARNING '%: %', SQLSTATE, SQLERRM;",
          },
        }))
    })
  },
})

function findHandler(text: string, from: number): number {
  const pattern = /\bwhen\s+others\b/gi
  pattern.lastIndex = from
  return pattern.exec(text)?.index ?? from
}
