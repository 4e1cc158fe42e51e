import { parenthesize } from '../columns.ts'
import { defineKind } from '../kind.ts'
import { publicationOf, publishedName } from '../published.ts'
import { expression, list, words } from '../values.ts'

/**
 * A table that is published; its children by inheritance are published by themselves.
 * @see https://www.postgresql.org/docs/18/sql-alterpublication.html
 */
export const publicationRelation = defineKind({
  kinds: ['publication relation'],
  rank: 81,
  create: object => {
    const [columns, filter] = [list(object, 'prattrs'), expression(object, 'prqual')]
    return words(
      `ALTER PUBLICATION ${publicationOf(object)} ADD TABLE ONLY ${publishedName(object)}`,
      columns.length > 0 && `(${columns.join(', ')})`,
      filter !== undefined && `WHERE ${parenthesize(filter)}`,
    )
  },
  drop: object => `ALTER PUBLICATION ${publicationOf(object)} DROP TABLE ONLY ${publishedName(object)}`,
  rename: null,
  changes: {},
})
