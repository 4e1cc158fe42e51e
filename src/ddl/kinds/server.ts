import { defineKind } from '../kind.ts'
import { changeForeignOptions, foreignOptions, list, literal, text, words } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createserver.html */
export const server = defineKind({
  kinds: ['server'],
  grantKeyword: 'FOREIGN SERVER',
  rank: 58,
  create: object => {
    const [type, version, options] = [
      text(object, 'srvtype'),
      text(object, 'srvversion'),
      list(object, 'srvoptions'),
    ]
    return words(
      `CREATE SERVER ${object.identity}`,
      type !== undefined && `TYPE ${literal(type)}`,
      version !== undefined && `VERSION ${literal(version)}`,
      `FOREIGN DATA WRAPPER ${text(object, 'srvfdw')}`,
      options.length > 0 && `OPTIONS (${foreignOptions(options)})`,
    )
  },
  changes: {
    srvversion: object => {
      const version = text(object, 'srvversion')
      return `ALTER SERVER ${object.identity} VERSION ${version === undefined ? 'NULL' : literal(version)}`
    },
    srvoptions: (to, from) =>
      `ALTER SERVER ${to.identity} ${changeForeignOptions(list(from, 'srvoptions'), list(to, 'srvoptions'))}`,
  },
})
