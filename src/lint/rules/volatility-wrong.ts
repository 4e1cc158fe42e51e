import { insideOf, type Node, stringsOf } from '../../sql/index.ts'
import type { Block } from '../query/block.ts'
import { walkOwn } from '../query/blocks.ts'
import { defineRule } from '../rule.ts'

export const volatilityWrong = defineRule({
  name: 'volatility-wrong',
  group: 'correctness',
  severity: 'warning',
  summary: 'A function is declared IMMUTABLE or STABLE and does what such a function must not.',
  why: `
    PostgreSQL believes the declaration. The result of an IMMUTABLE function is computed once, when a query is planned, and kept
    in indexes for ever: if it reads a table or the time, indexes and plans hold values that are wrong tomorrow. A STABLE or
    IMMUTABLE function that writes fails when it is called: \`INSERT is not allowed in a non-volatile function\`.`,
  sources: ['https://www.postgresql.org/docs/current/xfunc-volatility.html'],
  examples: {
    bad: [
      {
        title: 'IMMUTABLE that reads a table',
        up: `create function shop.email_of(c bigint) returns text language sql immutable as
          'select email from shop.customers where id = c';`,
      },
      {
        title: 'STABLE that writes',
        up: `create function shop.seen() returns void language plpgsql stable as $$
          begin insert into shop.items (id) values (0); end $$;`,
      },
      {
        title: 'IMMUTABLE that asks for the time',
        up: `create function shop.age(t timestamptz) returns interval language plpgsql immutable as $$
          begin return now() - t; end $$;`,
      },
    ],
    good: [
      {
        title: 'STABLE that reads a table',
        up: `create function shop.email_of(c bigint) returns text language sql stable as
          'select email from shop.customers where id = c';`,
      },
      {
        title: 'IMMUTABLE that calculates',
        up: `create function shop.gross(n numeric) returns numeric language sql immutable as 'select n * 1.19';`,
      },
    ],
  },
  checkQuery({ block, statement, at }) {
    const declared = readVolatility(statement.node)
    if (declared === undefined) return []
    const act = readAct(block, declared)
    if (act === undefined) return []
    return [
      {
        message: `The function is ${declared.toUpperCase()} but ${act.what}`,
        location: at(act.node),
        evidence: { declared },
        remedy: { title: `Declare it ${act.needs}`, sql: act.needs },
      },
    ]
  },
})

function readVolatility(node: Node): 'immutable' | 'stable' | undefined {
  for (const option of insideOf(node, 'CreateFunctionStmt')?.options ?? []) {
    const { defname, arg } = insideOf(option, 'DefElem') ?? {}
    const value = insideOf(arg, 'String')?.sval
    if (defname === 'volatility' && (value === 'immutable' || value === 'stable')) return value
  }
  return undefined
}

/** Those that give something else each time they are called. */
const volatile =
  /^(random|clock_timestamp|timeofday|nextval|setval|gen_random_uuid|uuid_generate_v[14]|pg_sleep|pg_notify)$/
/** Those that give the same only within a statement. */
const stable =
  /^(now|transaction_timestamp|statement_timestamp|current_setting|current_database|current_schema|txid_current)$/

/** What a block does that the declaration rules out. */
function readAct(block: Block, declared: 'immutable' | 'stable') {
  if (/^(insert|update|delete|merge)$/.test(block.kind)) {
    return { node: block.node, what: 'writes', needs: 'VOLATILE' }
  }
  let act: { node: object; what: string; needs: 'VOLATILE' | 'STABLE' } | undefined
  walkOwn(block, node => {
    const name = stringsOf(insideOf(node, 'FuncCall')?.funcname).at(-1) ?? ''
    if (volatile.test(name)) act ??= { node, what: `calls ${name}(), which is volatile`, needs: 'VOLATILE' }
    if (declared === 'stable') return
    if (stable.test(name)) act ??= { node, what: `calls ${name}()`, needs: 'STABLE' }
    if ('SQLValueFunction' in node) act ??= { node, what: 'asks for the time or the user', needs: 'STABLE' }
  })
  const table = block.scope.sources.find(({ kind, node }) => kind === 'table' && 'RangeVar' in node)
  if (table !== undefined && declared === 'immutable') {
    act ??= { node: table.node, what: `reads ${table.table?.name ?? table.name}`, needs: 'STABLE' }
  }
  return act
}
