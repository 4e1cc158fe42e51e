import { findRoutines } from '../../prediction/index.ts'
import { insideOf, type Node, quoteQualified, stringsOf } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

export const definerWithoutSearchPath = defineRule({
  name: 'definer-without-search-path',
  group: 'security',
  severity: 'error',
  summary: 'A SECURITY DEFINER function looks names up in a search_path that its caller chooses.',
  why: `
    The function runs with the rights of its owner. Who calls it sets \`search_path\` to a schema of their own, with a table or a
    function or an operator of a name that the body uses, and the owner’s rights work on that one.

    Pin the path: \`SET search_path = ''\` and qualified names, or the schemas that are trusted with \`pg_temp\` as the last.`,
  sources: ['https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY'],
  setup: `create function shop.total(o bigint) returns numeric language sql as 'select total from shop.orders where id = o';`,
  examples: {
    bad: [
      {
        title: 'A new function',
        up: `create function shop.who() returns bigint language sql security definer as
          'select count(*) from shop.customers';`,
      },
      { title: 'A function that becomes one', up: 'alter function shop.total(bigint) security definer;' },
    ],
    good: [
      {
        title: 'A path of its own',
        up: `create function shop.who() returns bigint language sql security definer set search_path = '' as
          'select count(*) from shop.customers';`,
      },
      {
        title: 'Both at once',
        up: 'alter function shop.total(bigint) security definer set search_path = shop, pg_temp;',
      },
      {
        title: 'Names that were looked up when it was made',
        up: 'create function shop.who() returns bigint security definer begin atomic; select count(*) from shop.customers; end;',
      },
      {
        title: 'The caller’s own rights',
        up: "create function shop.who() returns bigint language sql as 'select count(*) from shop.customers';",
      },
    ],
  },
  checkStatement({ statement, model }) {
    const created = insideOf(statement.node, 'CreateFunctionStmt')
    const altered = insideOf(statement.node, 'AlterFunctionStmt')
    const options = created?.options ?? altered?.actions ?? []
    const names = stringsOf(created?.funcname ?? altered?.func?.objname)
    if (!isDefiner(options) || setsPath(options) || created?.sql_body !== undefined) return []
    const known = altered === undefined ? [] : findRoutines(model, names)
    if (known.length > 0 && known.every(({ settings }) => settings.some(it => /^search_path\b/i.test(it))))
      return []
    const name = quoteQualified(...names)
    return [
      {
        message: `${name} runs with its owner’s rights and its caller’s search_path`,
        location: statement.location,
        object: `function ${name}`,
        evidence: {},
        remedy: {
          title: 'Pin the search_path, and qualify the names in the body',
          sql: "SET search_path = ''",
        },
      },
    ]
  },
})

function isDefiner(options: readonly Node[]): boolean {
  return options.some(node => {
    const { defname, arg } = insideOf(node, 'DefElem') ?? {}
    return defname === 'security' && insideOf(arg, 'Boolean')?.boolval === true
  })
}

function setsPath(options: readonly Node[]): boolean {
  return options.some(node => {
    const { defname, arg } = insideOf(node, 'DefElem') ?? {}
    return defname === 'set' && insideOf(arg, 'VariableSetStmt')?.name === 'search_path'
  })
}
