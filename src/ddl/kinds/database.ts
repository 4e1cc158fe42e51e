import type { CatalogObject } from '../../catalog/index.ts'
import { changeCommon } from '../common.ts'
import { type Change, defineKind, type Kind } from '../kind.ts'
import { nameDatabase, thisDatabase } from '../this-database.ts'
import { flag, text } from '../values.ts'

/**
 * The database itself. What it is made with stays as it is.
 * @see https://www.postgresql.org/docs/18/sql-alterdatabase.html
 */
export const database: Kind = defineKind({
  kinds: ['database'],
  name: () => thisDatabase,
  rank: 3,
  create: () => undefined,
  drop: () => undefined,
  loses: () => 'the database',
  rename: null,
  changes: {
    datconnlimit: object => alter(object, `CONNECTION LIMIT ${text(object, 'datconnlimit') ?? '-1'}`),
    datistemplate: object => alter(object, `IS_TEMPLATE ${flag(object, 'datistemplate')}`),
    datallowconn: () => ({ because: 'PostgreSQL cannot close a database to connections from within it' }),
    dattablespace: object => ({
      because: `PostgreSQL moves a database only while nobody is in it: from another one, run ALTER DATABASE … SET TABLESPACE ${text(object, 'dattablespace')}`,
    }),
    datdba: change('datdba'),
    datacl: change('datacl'),
    description: change('description'),
    label: change('label'),
  },
})

function alter(_object: CatalogObject, change: string): string {
  return nameDatabase(`ALTER DATABASE ${thisDatabase} ${change}`)
}

/** As with other kinds, but for the name. */
function change(attribute: string): Change {
  return (to, from, scene) =>
    changeCommon([attribute], to, from, database, scene).flatMap(outcome =>
      [outcome].flat().map(it => nameDatabase(String(it))),
    )
}
