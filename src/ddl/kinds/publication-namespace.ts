import { quoteIdentifier } from '../../sql/index.ts'
import { defineKind } from '../kind.ts'
import { publicationOf, publishedName } from '../published.ts'

/**
 * A schema whose tables are published.
 * @see https://www.postgresql.org/docs/18/sql-alterpublication.html
 */
export const publicationNamespace = defineKind({
  kinds: ['publication namespace'],
  rank: 82,
  create: object =>
    `ALTER PUBLICATION ${publicationOf(object)} ADD TABLES IN SCHEMA ${quoteIdentifier(publishedName(object))}`,
  drop: object =>
    `ALTER PUBLICATION ${publicationOf(object)} DROP TABLES IN SCHEMA ${quoteIdentifier(publishedName(object))}`,
  rename: null,
  changes: {},
})
