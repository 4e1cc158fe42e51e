import { listWords } from '../../base/index.ts'
import { unquotedPieces } from '../query/dynamic-sql.ts'
import { defineRule } from '../rule.ts'

export const sqlInjection = defineRule({
  name: 'sql-injection',
  group: 'security',
  severity: 'error',
  summary: 'A parameter becomes part of dynamic SQL without being quoted.',
  why: `
    Whoever calls the function chooses what is executed: \`'; drop table …\` in a parameter is SQL like any other. In a SECURITY
    DEFINER function it runs with the rights of the owner. And a value with an apostrophe, or a name in capitals, breaks the
    statement without any ill will.

    Values go behind USING as \`$1\`. Names and values inside the text go through format() with \`%I\` and \`%L\`, which quote.`,
  sources: [
    'https://www.postgresql.org/docs/current/plpgsql-statements.html#PLPGSQL-STATEMENTS-EXECUTING-DYN',
    'https://www.postgresql.org/docs/current/functions-string.html#FUNCTIONS-STRING-FORMAT',
  ],
  examples: {
    bad: [
      {
        title: 'Concatenation',
        up: `create function shop.find(wanted text) returns setof shop.orders language plpgsql as $$
          begin return query execute 'select * from shop.orders where status = ''' || wanted || ''''; end $$;`,
      },
      {
        title: 'format() with %s',
        up: `create function shop.clear(name text) returns void language plpgsql as $$
          begin execute format('truncate %s', name); end $$;`,
      },
      {
        title: 'In a variable first',
        up: `create function shop.clear(name text) returns void language plpgsql as $$
          declare command text;
          begin command := 'truncate shop.' || name; execute command; end $$;`,
      },
    ],
    good: [
      {
        title: 'USING',
        up: `create function shop.find(wanted text) returns setof shop.orders language plpgsql as $$
          begin return query execute 'select * from shop.orders where status = $1' using wanted; end $$;`,
      },
      {
        title: 'format() with %I',
        up: `create function shop.clear(name text) returns void language plpgsql as $$
          begin execute format('truncate shop.%I', name); end $$;`,
      },
      {
        title: 'A regclass is a table or nothing',
        up: `create function shop.clear(name regclass) returns void language plpgsql as $$
          begin execute 'truncate ' || name; end $$;`,
      },
      {
        title: 'quote_ident',
        up: `create function shop.clear(name text) returns void language plpgsql as $$
          begin execute 'truncate shop.' || quote_ident(name); end $$;`,
      },
    ],
  },
  checkBody(scene) {
    return scene.statements.flatMap(it => {
      const expression =
        it.kind === 'execute' || it.kind === 'return query' || it.kind === 'open'
          ? it.expression
          : it.kind === 'loop' && it.over === 'dynamic query'
            ? it.source[0]
            : undefined
      if (expression === undefined) return []
      const names = [...new Set(unquotedPieces(expression, scene).map(({ name }) => name))]
      if (names.length === 0) return []
      return [
        {
          message: `${listWords(names)} ${names.length === 1 ? 'becomes' : 'become'} part of the SQL as ${names.length === 1 ? 'it is' : 'they are'}`,
          location: scene.at(it),
          evidence: { parameters: names },
          remedy: {
            title: 'Pass values with USING, and quote names with format()',
            sql: `EXECUTE format('… %I … = $1', ${names[0]}) USING …;`,
          },
        },
      ]
    })
  },
})
