import { describeDefinition } from '../definition.ts'
import { defineKind } from '../kind.ts'
import { withoutArguments } from '../routine-name.ts'
import { text } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createtsparser.html */
export const textSearchParser = defineKind({
  kinds: ['text search parser'],
  rank: 56,
  create: object =>
    `CREATE TEXT SEARCH PARSER ${object.identity} ${describeDefinition({
      START: withoutArguments(text(object, 'prsstart')),
      GETTOKEN: withoutArguments(text(object, 'prstoken')),
      END: withoutArguments(text(object, 'prsend')),
      HEADLINE: withoutArguments(text(object, 'prsheadline')),
      LEXTYPES: withoutArguments(text(object, 'prslextype')),
    })}`,
  changes: {},
})
