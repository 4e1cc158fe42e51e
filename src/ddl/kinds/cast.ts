import { defineKind } from '../kind.ts'
import { text, words } from '../values.ts'

const contexts: Record<string, string> = { a: 'AS ASSIGNMENT', i: 'AS IMPLICIT' }
const methods: Record<string, string> = { i: 'WITH INOUT', b: 'WITHOUT FUNCTION' }

/** @see https://www.postgresql.org/docs/18/sql-createcast.html */
export const cast = defineKind({
  kinds: ['cast'],
  rank: 56,
  create: object =>
    words(
      `CREATE CAST ${object.identity}`,
      methods[text(object, 'castmethod') ?? ''] ?? `WITH FUNCTION ${text(object, 'castfunc')}`,
      contexts[text(object, 'castcontext') ?? ''],
    ),
  changes: {},
  rename: null,
})
