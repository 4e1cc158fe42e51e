import { firing } from '../firing.ts'
import { defineKind } from '../kind.ts'
import { list, literal, text, words } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createeventtrigger.html */
export const eventTrigger = defineKind({
  kinds: ['event trigger'],
  rank: 99,
  isWatching: true,
  create: object => {
    const tags = list(object, 'evttags').map(literal)
    return words(
      `CREATE EVENT TRIGGER ${object.identity} ON ${text(object, 'evtevent')}`,
      tags.length > 0 && `WHEN TAG IN (${tags.join(', ')})`,
      `EXECUTE FUNCTION ${text(object, 'evtfoid')}`,
    )
  },
  leaves: 'evtenabled',
  initially: () => ({ evtenabled: 'O' }),
  changes: {
    // Only a superuser can own it, which the role may yet have to become.
    evtowner: to => ({
      sql: `ALTER EVENT TRIGGER ${to.identity} OWNER TO ${text(to, 'evtowner')}`,
      isLast: true,
    }),
    evtenabled: to => {
      const state = text(to, 'evtenabled')!
      return { sql: `ALTER EVENT TRIGGER ${to.identity} ${firing[state]}`, isLast: state !== 'D' }
    },
  },
})
