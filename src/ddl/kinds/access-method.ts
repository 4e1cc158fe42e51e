import { defineKind } from '../kind.ts'
import { withoutArguments } from '../routine-name.ts'
import { text } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-create-access-method.html */
export const accessMethod = defineKind({
  kinds: ['access method'],
  rank: 27,
  create: object =>
    `CREATE ACCESS METHOD ${object.identity} TYPE ${text(object, 'amtype') === 't' ? 'TABLE' : 'INDEX'} HANDLER ${withoutArguments(text(object, 'amhandler'))}`,
  changes: {},
})
