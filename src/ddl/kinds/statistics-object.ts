import { splitExpressions } from '../../sql/index.ts'
import { parenthesize } from '../columns.ts'
import { defineKind } from '../kind.ts'
import { expression, list, text, words } from '../values.ts'

const statistics: Record<string, string> = { d: 'ndistinct', f: 'dependencies', m: 'mcv' }

/** @see https://www.postgresql.org/docs/18/sql-createstatistics.html */
export const statisticsObject = defineKind({
  kinds: ['statistics object'],
  keyword: 'STATISTICS',
  rank: 65,
  isSteady: true,
  create: object => {
    const expressions = expression(object, 'stxexprs')
    // Those of an expression alone have no kind.
    const kinds = list(object, 'stxkind').flatMap(it => statistics[it] ?? [])
    const keys = [
      ...list(object, 'stxkeys'),
      ...(expressions === undefined ? [] : splitExpressions(expressions).map(parenthesize)),
    ]
    return words(
      `CREATE STATISTICS ${object.identity}`,
      kinds.length > 0 && `(${kinds.join(', ')})`,
      `ON ${keys.join(', ')} FROM ${text(object, 'stxrelid')}`,
    )
  },
  leaves: 'stxstattarget',
  changes: {
    stxstattarget: to =>
      `ALTER STATISTICS ${to.identity} SET STATISTICS ${text(to, 'stxstattarget') ?? '-1'}`,
  },
})
