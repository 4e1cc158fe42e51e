import type { CatalogObject } from '../../catalog/index.ts'
import { quoteIdentifier } from '../../sql/index.ts'
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

/**
 * `for shop.address language speech`, before 16 `for shop.address on language speech`, as commands have it; PostgreSQL does
 * not quote the name of the language.
 */
function nameTransform({ identity }: CatalogObject): string {
  const [, type, language = ''] = /^for (.*?)(?: on)? language (.*)$/s.exec(identity) ?? []
  return `FOR ${type} LANGUAGE ${quoteIdentifier(language)}`
}

function createTransform(object: CatalogObject, or = ''): string {
  const [from, to] = [text(object, 'trffromsql'), text(object, 'trftosql')]
  const directions = [from && `FROM SQL WITH FUNCTION ${from}`, to && `TO SQL WITH FUNCTION ${to}`].filter(
    Boolean,
  )
  return `CREATE ${or}TRANSFORM ${nameTransform(object)} (${directions.join(', ')})`
}
