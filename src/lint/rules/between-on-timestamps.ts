import { formatExpression, insideOf, type Node, stringsOf } from '../../sql/index.ts'
import { walkOwn } from '../query/blocks.ts'
import { readComparison } from '../query/conditions.ts'
import { typeOfExpression } from '../query/expression-type.ts'
import { defineRule, type Problem } from '../rule.ts'

export const betweenOnTimestamps = defineRule({
  name: 'between-on-timestamps',
  group: 'correctness',
  severity: 'warning',
  summary: 'BETWEEN ends at a date, which for a timestamp is the beginning of that day.',
  why: `
    BETWEEN includes both ends, and the end \`'2024-03-31'\` of a timestamp is midnight: of the last day only that moment is in.
    An end of \`23:59:59\` loses the last second, and two such ranges in a row count midnight twice or not at all.

    A range of time is \`>=\` its beginning and \`<\` the beginning of the next.`,
  sources: [
    'https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_BETWEEN_.28especially_with_timestamps.29',
  ],
  examples: {
    bad: [
      {
        title: 'A month by its last day',
        up: "create view shop.march as select id from shop.orders where placed_at between '2024-03-01' and '2024-03-31';",
      },
      {
        title: 'The last second of a day',
        up: "create view shop.day as select id from shop.orders where placed_at between '2024-03-01' and '2024-03-01 23:59:59';",
      },
    ],
    good: [
      {
        title: 'An open end',
        up: "create view shop.march as select id from shop.orders where placed_at >= '2024-03-01' and placed_at < '2024-04-01';",
      },
      {
        title: 'Moments',
        up: "create view shop.recent as select id from shop.orders where placed_at between now() - interval '1 hour' and now();",
      },
      {
        title: 'Dates',
        up: "create view shop.days as select 1 from generate_series(1, 2) where current_date between '2024-03-01' and '2024-03-31';",
      },
    ],
  },
  checkQuery({ block, at }) {
    const problems: Problem[] = []
    walkOwn(block, node => {
      const comparison = readComparison(node)
      if (!/^AEXPR_(NOT_)?BETWEEN$/.test(comparison?.kind ?? '')) return
      const { left, right } = comparison!
      const type = typeOfExpression(left, block.scope)?.name ?? ''
      const [from, to] = insideOf(right, 'List')?.items ?? []
      if (!/^timestamp/.test(type) || to === undefined || !isDay(to)) return
      const [name, begin, end] = [left, from!, to].map(formatExpression)
      const next = isLastSecond(to)
        ? undefined
        : `date ${end?.replace(/^date /i, '').replace(/::date$/, '')} + 1`
      const isNegated = comparison!.kind === 'AEXPR_NOT_BETWEEN'
      problems.push({
        message: isLastSecond(to)
          ? `${name} BETWEEN … AND ${end} leaves the last second out`
          : `${name} BETWEEN … AND ${end} ends at the beginning of that day`,
        location: at(node),
        evidence: { type, end },
        remedy: {
          title: 'End before the beginning of the next day',
          sql:
            next && !isNegated && 'A_Const' in to ? `${name} >= ${begin} AND ${name} < ${next}` : undefined,
        },
      })
    })
    return problems
  },
})

/** A date without a time, or the last second of a day. */
function isDay(node: Node): boolean {
  const text = insideOf(node, 'A_Const')?.sval?.sval
  if (text !== undefined) return /^\d{4}-\d\d?-\d\d?$/.test(text.trim()) || isLastSecond(node)
  const cast = insideOf(node, 'TypeCast')
  return (
    stringsOf(cast?.typeName?.names).at(-1) === 'date' ||
    insideOf(node, 'SQLValueFunction')?.op === 'SVFOP_CURRENT_DATE'
  )
}

function isLastSecond(node: Node): boolean {
  return /23:59(:59)?(\.9+)?$/.test(insideOf(node, 'A_Const')?.sval?.sval?.trim() ?? '')
}
