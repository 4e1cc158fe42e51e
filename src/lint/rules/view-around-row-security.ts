import { listWords } from '../../base/index.ts'
import { identityOf } from '../../prediction/index.ts'
import { formatRangeVar, insideOf } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

export const viewAroundRowSecurity = defineRule({
  name: 'view-around-row-security',
  group: 'security',
  severity: 'warning',
  summary: 'A view shows rows of a table with row security to everybody who may read the view.',
  why: `
    A view reads its tables with the rights of its owner, so the policies are those for the owner, and for the owner of the table
    there are none. Whoever may read the view sees every row.

    With \`security_invoker\` (from 15 on) the rights and policies are those of whoever asks.`,
  sources: [
    'https://www.postgresql.org/docs/current/sql-createview.html',
    'https://www.postgresql.org/docs/current/ddl-rowsecurity.html',
  ],
  setup: 'alter table shop.orders enable row level security;',
  examples: {
    bad: [{ title: 'A plain view', up: 'create view shop.totals as select id, total from shop.orders;' }],
    good: [
      { title: 'A table without row security', up: 'create view shop.ids as select id from shop.items;' },
    ],
  },
  checkQuery({ block, statement, model, at }) {
    const { view, options = [] } = insideOf(statement.node, 'ViewStmt') ?? {}
    if (view === undefined) return []
    const isInvoker = options.some(it => insideOf(it, 'DefElem')?.defname === 'security_invoker')
    const tables = block.scope.sources.flatMap(({ table }) =>
      table?.hasRowSecurity ? [identityOf(table)] : [],
    )
    if (isInvoker || tables.length === 0) return []
    const name = formatRangeVar(view)
    return [
      {
        message: `${name} shows rows of ${listWords(tables)} past the policies`,
        location: at({ RangeVar: view }),
        object: `view ${name}`,
        evidence: { tables },
        remedy:
          model.major < 15
            ? { title: 'Give the view only to roles that may see every row, or use a function' }
            : {
                title: 'Read with the rights of whoever asks',
                sql: `ALTER VIEW ${name} SET (security_invoker = true);`,
              },
      },
    ]
  },
})
