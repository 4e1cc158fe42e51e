import type { PlpgsqlStatement } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

export const foundAfterExecute = defineRule({
  name: 'found-after-execute',
  group: 'correctness',
  severity: 'warning',
  summary: 'FOUND is asked after an EXECUTE, which does not set it.',
  why: `
    UPDATE, SELECT INTO, PERFORM, FETCH and FOR set FOUND; EXECUTE leaves it as an earlier statement set it, or false. The
    question is answered by something else.

    GET DIAGNOSTICS tells how many rows an EXECUTE worked on.`,
  sources: ['https://www.postgresql.org/docs/current/plpgsql-statements.html#PLPGSQL-STATEMENTS-DIAGNOSTICS'],
  examples: {
    bad: [
      {
        title: 'After a dynamic update',
        up: `create function shop.touch(wanted bigint) returns void language plpgsql as $$
          begin
            execute 'update shop.orders set note = note where id = $1' using wanted;
            if not found then raise exception 'no order %', wanted; end if;
          end $$;`,
      },
    ],
    good: [
      {
        title: 'GET DIAGNOSTICS',
        up: `create function shop.touch(wanted bigint) returns void language plpgsql as $$
          declare n integer;
          begin
            execute 'update shop.orders set note = note where id = $1' using wanted;
            get diagnostics n = row_count;
            if n = 0 then raise exception 'no order %', wanted; end if;
          end $$;`,
      },
      {
        title: 'After a plain update',
        up: `create function shop.touch(wanted bigint) returns void language plpgsql as $$
          begin
            update shop.orders set note = note where id = wanted;
            if not found then raise exception 'no order %', wanted; end if;
          end $$;`,
      },
    ],
  },
  checkBody({ statements, at }) {
    return statements
      .flatMap(listsOf)
      .flatMap(list =>
        list.filter((it, i) => list[i - 1]?.kind === 'execute' && it.kind === 'if' && asksFound(it)),
      )
      .map(it => ({
        message: 'FOUND is not that of the EXECUTE before it',
        location: at(it),
        evidence: {},
        remedy: {
          title: 'Ask how many rows the EXECUTE worked on',
          sql: 'GET DIAGNOSTICS row_count_of_it = ROW_COUNT;',
        },
      }))
  },
})

function asksFound(it: Extract<PlpgsqlStatement, { kind: 'if' }>): boolean {
  return /^\s*(not\s+)?found\b/i.test(it.branches[0]?.condition ?? '')
}

/** The lists of statements directly inside one. */
function listsOf(it: PlpgsqlStatement): PlpgsqlStatement[][] {
  if (it.kind === 'block') return [it.body, ...it.handlers.map(({ body }) => body)]
  if (it.kind === 'loop') return [it.body]
  if (it.kind !== 'if' && it.kind !== 'case') return []
  return [...it.branches.map(({ body }) => body), it.otherwise ?? []]
}
