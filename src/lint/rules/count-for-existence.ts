import { formatExpression, insideOf, isSameNode, type Node, stringsOf } from '../../sql/index.ts'
import { walkOwn } from '../query/blocks.ts'
import { readComparison } from '../query/conditions.ts'
import { defineRule } from '../rule.ts'

export const countForExistence = defineRule({
  name: 'count-for-existence',
  group: 'performance',
  severity: 'warning',
  summary: 'All rows are counted where the question is whether there is one.',
  why: `
    \`count(*) > 0\` reads every row that matches before it can answer. EXISTS stops at the first one, and can be planned as
    a semi join.`,
  sources: ['https://www.postgresql.org/docs/current/functions-subquery.html#FUNCTIONS-SUBQUERY-EXISTS'],
  examples: {
    bad: [
      {
        title: 'Greater than zero',
        up: `create view shop.buyers as select id from shop.customers c
          where (select count(*) from shop.orders o where o.customer_id = c.id) > 0;`,
      },
      {
        title: 'None at all',
        up: `delete from shop.customers c
          where 0 = (select count(*) from shop.orders o where o.customer_id = c.id);`,
      },
    ],
    good: [
      {
        title: 'EXISTS',
        up: `create view shop.buyers as select id from shop.customers c
          where exists (select from shop.orders o where o.customer_id = c.id);`,
      },
      {
        title: 'More than one',
        up: `create view shop.regulars as select id from shop.customers c
          where (select count(*) from shop.orders o where o.customer_id = c.id) > 10;`,
      },
    ],
  },
  checkQuery({ block, at }) {
    const found: { node: Node; query: Node; isWanted: boolean }[] = []
    walkOwn(block, node => {
      const question = readQuestion(node)
      if (question !== undefined) found.push({ node, ...question })
    })
    return found.map(({ node, query, isWanted }) => {
      const { SelectStmt } = query as Extract<Node, { SelectStmt: unknown }>
      const exists = formatExpression({
        SubLink: {
          subLinkType: 'EXISTS_SUBLINK',
          subselect: { SelectStmt: { ...SelectStmt, targetList: [{ ResTarget: { val: one } }] } },
        },
      })
      return {
        message: `Every row is counted to know whether there is ${isWanted ? 'one' : 'none'}`,
        location: at(node),
        evidence: {},
        remedy: { title: 'Ask with EXISTS', sql: exists && `${isWanted ? '' : 'NOT '}${exists}` },
      }
    })
  },
})

const one: Node = { A_Const: { ival: { ival: 1 } } }
const zero: Node = { A_Const: { ival: {} } }

const mirrored: Record<string, string> = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/** `(select count(*) …)` beside 0 or 1, in a way that asks whether there is a row. */
function readQuestion(node: Node): { query: Node; isWanted: boolean } | undefined {
  const comparison = readComparison(node)
  if (comparison?.kind !== 'AEXPR_OP') return undefined
  const { left, right, operator } = comparison
  const query = countQuery(left) ?? countQuery(right)
  if (query === undefined) return undefined
  const [bound, sign] = countQuery(left) === undefined ? [left, mirrored[operator]] : [right, operator]
  if (isSameNode(bound, zero) && /^(>|<>)$/.test(sign ?? '')) return { query, isWanted: true }
  if (isSameNode(bound, zero) && /^(=|<=)$/.test(sign ?? '')) return { query, isWanted: false }
  if (isSameNode(bound, one) && sign === '>=') return { query, isWanted: true }
  return isSameNode(bound, one) && sign === '<' ? { query, isWanted: false } : undefined
}

/** A subquery that gives only the number of its rows; `count(x)` leaves out the nulls, which EXISTS would not. */
function countQuery(node: Node): Node | undefined {
  const link = insideOf(node, 'SubLink')
  const select = insideOf(link?.subselect, 'SelectStmt')
  if (link?.subLinkType !== 'EXPR_SUBLINK' || select?.targetList?.length !== 1) return undefined
  if (select.groupClause ?? select.havingClause ?? select.limitCount ?? select.limitOffset) return undefined
  const call = insideOf(insideOf(select.targetList[0], 'ResTarget')?.val, 'FuncCall')
  const counts = call?.agg_star || (call?.args?.[0] && 'A_Const' in call.args[0] && !call.agg_distinct)
  const isCount = stringsOf(call?.funcname).at(-1) === 'count' && counts && !call?.agg_filter
  return isCount && select.fromClause !== undefined ? link.subselect : undefined
}
