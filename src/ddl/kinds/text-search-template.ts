import { describeDefinition } from '../definition.ts'
import { defineKind } from '../kind.ts'
import { withoutArguments } from '../routine-name.ts'
import { text } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createtstemplate.html */
export const textSearchTemplate = defineKind({
  kinds: ['text search template'],
  rank: 56,
  create: object =>
    `CREATE TEXT SEARCH TEMPLATE ${object.identity} ${describeDefinition({
      INIT: withoutArguments(text(object, 'tmplinit')),
      LEXIZE: withoutArguments(text(object, 'tmpllexize')),
    })}`,
  changes: {},
})
