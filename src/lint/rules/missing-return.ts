import { insideOf, listPlpgsqlStatements, type PlpgsqlStatement, stringsOf } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

export const missingReturn = defineRule({
  name: 'missing-return',
  group: 'correctness',
  severity: 'error',
  summary: 'A PL/pgSQL function can come to its end without a RETURN.',
  why: `
    A function that returns something and comes to its END without RETURN fails: \`control reached end of function without
    RETURN\`. PostgreSQL does not look for that when the function is made, only when somebody takes that way through it.

    In a trigger function it is the statement that fired the trigger which fails.`,
  sources: [
    'https://www.postgresql.org/docs/current/plpgsql-control-structures.html#PLPGSQL-STATEMENTS-RETURNING',
  ],
  examples: {
    bad: [
      {
        title: 'An IF without ELSE',
        up: `create function shop.size(n integer) returns text language plpgsql as $$
          begin if n > 10 then return 'large'; elsif n > 0 then return 'small'; end if; end $$;`,
      },
      {
        title: 'A trigger function',
        up: `create function shop.stamp() returns trigger language plpgsql as $$
          begin new.placed_at := now(); end $$;`,
      },
      {
        title: 'A handler that goes on',
        up: `create function shop.ratio(a integer, b integer) returns integer language plpgsql as $$
          begin return a / b; exception when division_by_zero then raise notice 'zero'; end $$;`,
      },
    ],
    good: [
      {
        title: 'Every way returns or fails',
        up: `create function shop.size(n integer) returns text language plpgsql as $$
          begin if n > 0 then return 'some'; else raise exception 'none'; end if; end $$;`,
      },
      {
        title: 'Rows are returned one after the other',
        up: `create function shop.ids() returns setof bigint language plpgsql as $$
          begin return query select id from shop.orders; end $$;`,
      },
      {
        title: 'Output parameters',
        up: `create function shop.size(n integer, out s text) language plpgsql as $$ begin s := 'some'; end $$;`,
      },
      {
        title: 'A loop without end',
        up: `create function shop.next_free() returns bigint language plpgsql as $$
          declare n bigint := 0;
          begin loop n := n + 1; if not exists (select from shop.items where id = n) then return n; end if; end loop; end $$;`,
      },
    ],
  },
  checkBody({ body, routine, statement, at }) {
    const { returnType, parameters = [], is_procedure } = routine ?? {}
    if (returnType === undefined || is_procedure || returnType.setof) return []
    const type = stringsOf(returnType.names).at(-1) ?? ''
    const hasOutputs = parameters.some(it =>
      /_(OUT|INOUT|TABLE)$/.test(insideOf(it, 'FunctionParameter')?.mode ?? ''),
    )
    if (hasOutputs || /^(void|event_trigger)$/.test(type) || !canFinish(body.block)) return []
    const end = statement.text.toLowerCase().lastIndexOf('end')
    return [
      {
        message: `The function returns ${type}, but can come to its end without RETURN`,
        location: at({ start: Math.max(end, body.block.start) }),
        evidence: { returns: type },
        remedy: {
          title:
            type === 'trigger'
              ? 'Return NEW, OLD or NULL at the end'
              : 'Return something, or raise an exception, at the end',
          sql: type === 'trigger' ? 'RETURN NEW;' : undefined,
        },
      },
    ]
  },
})

/** Whether what follows the statement can be reached. */
function canFinish(statement: PlpgsqlStatement): boolean {
  switch (statement.kind) {
    case 'return':
      return statement.isNext
    case 'raise':
      return statement.level !== 'exception'
    case 'exit':
    case 'continue':
      return statement.condition !== undefined
    case 'block':
      return canFinishAll(statement.body) || statement.handlers.some(({ body }) => canFinishAll(body))
    case 'if':
      return [
        ...statement.branches.map(({ body }) => body),
        ...(coversOperations(statement.branches) ? [] : [statement.otherwise]),
      ].some(canFinishAll)
    // A CASE without ELSE fails where no branch fits.
    case 'case':
      return [...statement.branches.map(({ body }) => body), statement.otherwise ?? null].some(
        it => it !== null && canFinishAll(it),
      )
    case 'loop':
      return statement.over !== 'ever' || listPlpgsqlStatements(statement).some(({ kind }) => kind === 'exit')
    default:
      return true
  }
}

function canFinishAll(statements: readonly PlpgsqlStatement[]): boolean {
  return statements.every(canFinish)
}

/** A trigger that asks `TG_OP` again and again is made for the operations that it asks for. */
function coversOperations(branches: readonly { condition: string }[]): boolean {
  return branches.length > 1 && branches.every(({ condition }) => /^\s*\(*\s*tg_op\s*=/i.test(condition))
}
