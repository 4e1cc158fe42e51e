import type { CatalogObject } from '../../catalog/index.ts'
import { defineKind } from '../kind.ts'
import { text } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createtransform.html */
export const transform = defineKind({
  kinds: ['transform'],
  name: nameTransform,
  rank: 57,
  create: object => createTransform(object),
  changes: { 'trffromsql trftosql': to => createTransform(to, 'OR REPLACE ') },
  rename: null,
})

/** `for shop.address language speech`, with its keywords as others write them. */
function nameTransform({ identity }: CatalogObject): string {
  return identity.replace(/^for (.*) language (.*)$/s, 'FOR $1 LANGUAGE $2')
}

function createTransform(object: CatalogObject, or = ''): string {
  const [from, to] = [text(object, 'trffromsql'), text(object, 'trftosql')]
  const directions = [from && `FROM SQL WITH FUNCTION ${from}`, to && `TO SQL WITH FUNCTION ${to}`].filter(
    Boolean,
  )
  return `CREATE ${or}TRANSFORM ${nameTransform(object)} (${directions.join(', ')})`
}
