import { describeField } from '../composite-fields.ts'
import { defineKind, replace } from '../kind.ts'
import { list, text } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createtype.html#SQL-CREATETYPE-COMPOSITE */
export const compositeType = defineKind({
  kinds: ['type'],
  isOne: object => text(object, 'typtype') === 'c',
  rank: 43,
  create: (object, scene) => {
    const fields = list(object, 'fields').flatMap(
      name => scene.to.get(`composite type column ${object.identity}.${name}`) ?? [],
    )
    return `CREATE TYPE ${object.identity} AS (${fields.map(describeField).join(', ')})`
  },
  absorbs: part => part.kind === 'composite type column',
  changes: { fields: () => replace },
})
