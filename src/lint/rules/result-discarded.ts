import { insideOf } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

export const resultDiscarded = defineRule({
  name: 'result-discarded',
  group: 'correctness',
  severity: 'error',
  summary: 'A query in a PL/pgSQL body gives rows that go nowhere, which fails when it runs.',
  why: `
    PL/pgSQL refuses a SELECT without INTO, and a RETURNING without INTO: \`query has no destination for result data\`. It does
    so when the statement is run, not when the function is made.

    PERFORM runs a query for what it does and forgets its result.`,
  sources: ['https://www.postgresql.org/docs/current/plpgsql-statements.html#PLPGSQL-STATEMENTS-GENERAL-SQL'],
  examples: {
    bad: [
      {
        title: 'A SELECT for what it calls',
        up: `create function shop.wake() returns void language plpgsql as $$ begin select pg_notify('shop', ''); end $$;`,
      },
      {
        title: 'A RETURNING',
        up: `create function shop.clear() returns void language plpgsql as $$
          begin delete from shop.items where quantity = 0 returning id; end $$;`,
      },
    ],
    good: [
      {
        title: 'PERFORM',
        up: `create function shop.wake() returns void language plpgsql as $$ begin perform pg_notify('shop', ''); end $$;`,
      },
      {
        title: 'INTO',
        up: `create function shop.last() returns bigint language plpgsql as $$
          declare n bigint; begin select max(id) into n from shop.orders; return n; end $$;`,
      },
    ],
  },
  checkBody({ parts, at }) {
    return parts.flatMap(({ of, node }) => {
      if (of.kind !== 'sql' || of.into.length > 0) return []
      const change =
        insideOf(node, 'InsertStmt') ?? insideOf(node, 'UpdateStmt') ?? insideOf(node, 'DeleteStmt')
      const isSelect = 'SelectStmt' in node
      if (!isSelect && (change?.returningClause?.exprs ?? []).length === 0) return []
      return [
        {
          message: `The rows of this ${isSelect ? 'SELECT' : 'RETURNING'} go nowhere: it fails when it runs`,
          location: at(of),
          evidence: {},
          remedy: isSelect
            ? { title: 'Use PERFORM, or say INTO which variable' }
            : { title: 'Take RETURNING out, or say INTO which variable' },
        },
      ]
    })
  },
})
