import { defineKind } from '../kind.ts'
import { changeOptions, list, literal, storageOptions, text, words } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createtablespace.html */
export const tablespace = defineKind({
  kinds: ['tablespace'],
  rank: 4,
  create: object => {
    const [location, options] = [text(object, 'spclocation'), list(object, 'spcoptions')]
    if (location === undefined) return { because: 'where a tablespace lies was not read: make it by hand' }
    return words(
      `CREATE TABLESPACE ${object.identity} LOCATION ${literal(location)}`,
      options.length > 0 && `WITH (${storageOptions(options)})`,
    )
  },
  changes: {
    spcoptions: (to, from) =>
      changeOptions(list(from, 'spcoptions'), list(to, 'spcoptions')).map(
        it => `ALTER TABLESPACE ${to.identity} ${it}`,
      ),
    spclocation: () => undefined,
  },
})
