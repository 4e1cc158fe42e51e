import { listWords } from '../../base/index.ts'
import { insideOf, type Node, quoteIdentifier } from '../../sql/index.ts'
import type { Block, Source } from '../query/block.ts'
import { isStar, starSources } from '../query/targets.ts'
import { defineRule } from '../rule.ts'

export const starInContract = defineRule({
  name: 'star-in-contract',
  group: 'compatibility',
  severity: 'warning',
  summary:
    'SELECT * says what a view, an INSERT, a function or a new table has, so that it depends on a table’s columns of the day.',
  why: `
    The star of a view is replaced by the columns of the moment: later ones are missing in it, and how it looks depends on when
    it was made. The star of an INSERT, or of a function that returns a table, is read when it runs: it fails, or puts values
    into the wrong columns, as soon as one of the tables has another column or another order of them.

    Name the columns.`,
  sources: ['https://www.postgresql.org/docs/current/sql-createview.html'],
  examples: {
    bad: [
      { title: 'A view', up: 'create view shop.everything as select * from shop.orders;' },
      { title: 'An INSERT', up: 'insert into shop.customers select * from shop.customers where id < 0;' },
      { title: 'A table', up: 'create table shop.old_orders as select * from shop.orders;' },
      {
        title: 'A function',
        up: `create function shop.found() returns table (id bigint, email varchar, name text) language sql
          as 'select * from shop.customers';`,
      },
    ],
    good: [
      { title: 'The columns', up: 'create view shop.everything as select id, customer_id from shop.orders;' },
      {
        title: 'A star over columns that the query names itself',
        up: 'create view shop.ids as select * from (select id from shop.orders) o;',
      },
      {
        title: 'A function that returns the table’s own rows',
        up: `create function shop.found() returns setof shop.customers language sql
          as 'select * from shop.customers';`,
      },
      {
        title: 'A star that nobody sees',
        up: `create view shop.buyers as select id from shop.customers c
          where exists (select * from shop.orders o where o.customer_id = c.id);`,
      },
    ],
  },
  checkQuery({ block, statement, at }) {
    const what = contractOf(block, statement.node)
    if (what === undefined || block.kind !== 'select') return []
    return (block.node.targetList ?? []).flatMap(target => {
      const star = insideOf(target, 'ResTarget')?.val
      if (star === undefined || !isStar(star)) return []
      const tables = starSources(block, star).filter(({ kind }) => kind === 'table')
      if (tables.length === 0) return []
      return [
        {
          message: `What ${what} has depends on the columns that ${listWords(tables.map(({ name }) => name))} ${tables.length === 1 ? 'has' : 'have'} at the moment`,
          location: at(star),
          severity: block.role === 'insert' || block.role === 'routine' ? 'warning' : 'info',
          evidence: { tables: tables.map(({ name }) => name) },
          remedy: { title: 'Name the columns', sql: spellOut(starSources(block, star)) },
        },
      ]
    })
  },
})

/** Whose columns the query makes. */
function contractOf({ role, outer }: Block, node: Node): string | undefined {
  if (outer !== undefined && outer.kind !== 'insert') return undefined
  if (role === 'view') return 'the view'
  if (role === 'table') return 'the new table'
  if (role === 'insert') return 'the INSERT'
  const routine = insideOf(node, 'CreateFunctionStmt')
  const hasColumns = routine?.parameters?.some(
    it => insideOf(it, 'FunctionParameter')?.mode === 'FUNC_PARAM_TABLE',
  )
  return role === 'routine' && hasColumns ? 'the function' : undefined
}

function spellOut(sources: readonly Source[]): string | undefined {
  if (sources.some(({ columns }) => columns === undefined)) return undefined
  const isOne = sources.length === 1
  const names = sources.flatMap(({ name, columns }) =>
    columns!.map(column => `${isOne ? '' : `${quoteIdentifier(name)}.`}${quoteIdentifier(column.name)}`),
  )
  return names.join(', ')
}
