import { literal } from '../definition.ts'
import { defineKind } from '../kind.ts'
import { withoutArguments } from '../routine-name.ts'
import { flag, text } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createconversion.html */
export const conversion = defineKind({
  kinds: ['conversion'],
  rank: 57,
  create: object => {
    const [from, to] = [text(object, 'conforencoding')!, text(object, 'contoencoding')!]
    const what = `${flag(object, 'condefault') ? 'DEFAULT ' : ''}CONVERSION`
    return `CREATE ${what} ${object.identity} FOR ${literal(from)} TO ${literal(to)} FROM ${withoutArguments(text(object, 'conproc'))}`
  },
  changes: {},
})
