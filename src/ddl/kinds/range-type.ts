import type { CatalogObject } from '../../catalog/index.ts'
import { describeDefinition } from '../definition.ts'
import { defineKind } from '../kind.ts'
import { baseName, schemaName } from '../names.ts'
import { describeOperatorClass } from '../operator-classes.ts'
import { isOwnCollation } from '../partition-key.ts'
import { withoutArguments } from '../routine-name.ts'
import { text } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createtype.html#SQL-CREATETYPE-RANGE */
export const rangeType = defineKind({
  kinds: ['type'],
  isOne: object => text(object, 'typtype') === 'r',
  rank: 44,
  shell: ({ identity }) => `CREATE TYPE ${identity}`,
  create: object => {
    const collation = text(object, 'rngcollation')
    return `CREATE TYPE ${object.identity} AS RANGE ${describeDefinition({
      SUBTYPE: text(object, 'rngsubtype'),
      SUBTYPE_OPCLASS: describeOperatorClass(text(object, 'rngsubopc')),
      COLLATION: isOwnCollation(collation) && collation,
      CANONICAL: withoutArguments(text(object, 'rngcanonical')),
      SUBTYPE_DIFF: withoutArguments(text(object, 'rngsubdiff')),
      MULTIRANGE_TYPE_NAME: !hasUsualMultirange(object) && text(object, 'rngmultitypid'),
    })}`
  },
  drop: ({ identity, attributes }) =>
    // Its canonical function takes and gives the range.
    `DROP TYPE ${identity}${attributes.rngcanonical === undefined ? '' : ' CASCADE'}`,
  changes: {},
})

/** As PostgreSQL names it where nobody does (makeMultirangeTypeName in multirangetypes.c). */
function hasUsualMultirange(object: CatalogObject): boolean {
  const [range, multirange] = [object.identity, text(object, 'rngmultitypid') ?? '']
  const name = baseName(range)
  const usual = name.includes('range') ? name.replace('range', 'multirange') : `${name}_multirange`
  return schemaName(range) === schemaName(multirange) && baseName(multirange) === usual
}
