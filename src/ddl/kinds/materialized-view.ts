import { defineKind, replace } from '../kind.ts'
import { changeOptions, expression, flag, list, storageOptions, text, words } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-creatematerializedview.html */
export const materializedView = defineKind({
  kinds: ['materialized view'],
  grantKeyword: 'TABLE',
  rank: 75,
  absorbs: part => part.kind === 'materialized view column',
  // Filled when everything is there that its query calls.
  leaves: 'relispopulated',
  create: object => {
    const options = [
      storageOptions(list(object, 'reloptions')),
      storageOptions(list(object, 'toast_options'), 'toast.'),
    ].filter(Boolean)
    return words(
      `CREATE MATERIALIZED VIEW ${object.identity} (${list(object, 'columns').join(', ')})`,
      text(object, 'relam') !== 'heap' && `USING ${text(object, 'relam')}`,
      options.length > 0 && `WITH (${options.join(', ')})`,
      text(object, 'reltablespace') !== undefined && `TABLESPACE ${text(object, 'reltablespace')}`,
      `AS\n${(expression(object, 'definition') ?? '').replace(/;\s*$/, '')}\nWITH NO DATA`,
    )
  },
  changes: {
    'definition columns': () => replace,
    relispopulated: to =>
      flag(to, 'relispopulated')
        ? { sql: `REFRESH MATERIALIZED VIEW ${to.identity}`, isLast: true }
        : { sql: `REFRESH MATERIALIZED VIEW ${to.identity} WITH NO DATA`, isLast: true },
    relam: to => `ALTER MATERIALIZED VIEW ${to.identity} SET ACCESS METHOD ${text(to, 'relam')}`,
    reltablespace: to =>
      `ALTER MATERIALIZED VIEW ${to.identity} SET TABLESPACE ${text(to, 'reltablespace') ?? 'pg_default'}`,
    reloptions: (to, from) =>
      changeOptions(list(from, 'reloptions'), list(to, 'reloptions')).map(
        it => `ALTER MATERIALIZED VIEW ${to.identity} ${it}`,
      ),
    toast_options: (to, from) =>
      changeOptions(list(from, 'toast_options'), list(to, 'toast_options'), 'toast.').map(
        it => `ALTER MATERIALIZED VIEW ${to.identity} ${it}`,
      ),
  },
})
