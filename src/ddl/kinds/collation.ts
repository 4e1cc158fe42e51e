import { describeDefinition, literal } from '../definition.ts'
import { defineKind } from '../kind.ts'
import { flag, text } from '../values.ts'

const providers: Record<string, string> = { b: 'builtin', c: 'libc', i: 'icu' }

/** @see https://www.postgresql.org/docs/18/sql-createcollation.html */
export const collation = defineKind({
  kinds: ['collation'],
  rank: 30,
  create: object => {
    const provider = text(object, 'collprovider') ?? ''
    const [collate, type] = [text(object, 'collcollate'), text(object, 'collctype')]
    // Only libc has two of them; where others keep theirs differs between majors.
    const locale =
      text(object, 'colllocale') ??
      text(object, 'colliculocale') ??
      (collate === type || provider !== 'c' ? collate : undefined)
    return `CREATE COLLATION ${object.identity} ${describeDefinition({
      PROVIDER: providers[provider],
      LOCALE: literal(locale),
      LC_COLLATE: locale === undefined && literal(collate),
      LC_CTYPE: locale === undefined && literal(type),
      DETERMINISTIC: !flag(object, 'collisdeterministic') && 'false',
      RULES: literal(text(object, 'collicurules')),
    })}`
  },
  changes: {},
})
