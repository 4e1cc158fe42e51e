import type { CatalogObject } from '../../catalog/index.ts'
import { defineKind } from '../kind.ts'
import { withoutArguments } from '../routine-name.ts'
import { changeForeignOptions, foreignOptions, list, text, words } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createforeigndatawrapper.html */
export const foreignDataWrapper = defineKind({
  kinds: ['foreign-data wrapper'],
  keyword: 'FOREIGN DATA WRAPPER',
  rank: 57,
  create: object => {
    const options = list(object, 'fdwoptions')
    return words(
      `CREATE FOREIGN DATA WRAPPER ${object.identity}`,
      object.attributes.fdwhandler !== undefined && describeRoutine(object, 'fdwhandler'),
      object.attributes.fdwvalidator !== undefined && describeRoutine(object, 'fdwvalidator'),
      options.length > 0 && `OPTIONS (${foreignOptions(options)})`,
    )
  },
  changes: {
    fdwhandler: object =>
      `ALTER FOREIGN DATA WRAPPER ${object.identity} ${describeRoutine(object, 'fdwhandler')}`,
    fdwvalidator: object =>
      `ALTER FOREIGN DATA WRAPPER ${object.identity} ${describeRoutine(object, 'fdwvalidator')}`,
    fdwoptions: (to, from) =>
      `ALTER FOREIGN DATA WRAPPER ${to.identity} ${changeForeignOptions(list(from, 'fdwoptions'), list(to, 'fdwoptions'))}`,
  },
})

/** `HANDLER shop.open`, `NO VALIDATOR` */
function describeRoutine(object: CatalogObject, attribute: 'fdwhandler' | 'fdwvalidator'): string {
  const [keyword, routine] = [attribute.slice('fdw'.length).toUpperCase(), text(object, attribute)]
  return routine === undefined ? `NO ${keyword}` : `${keyword} ${withoutArguments(routine)}`
}
