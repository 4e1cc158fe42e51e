import { formatExpression, insideOf, type Node } from '../../sql/index.ts'
import { walkOwn } from '../query/blocks.ts'
import { readComparison } from '../query/conditions.ts'
import { defineRule } from '../rule.ts'

export const comparisonWithNull = defineRule({
  name: 'comparison-with-null',
  group: 'correctness',
  severity: 'error',
  summary: 'Something is compared with NULL by `=` or `<>`, which is never true.',
  why: `
    A comparison with NULL is neither true nor false but null, whatever the other side is. In a WHERE it finds no row at
    all, in a CHECK it lets every row in.

    \`IS NULL\` and \`IS NOT NULL\` ask what was meant; \`IS NOT DISTINCT FROM\` compares with a value that may be null.`,
  sources: ['https://www.postgresql.org/docs/current/functions-comparison.html'],
  examples: {
    bad: [
      { title: 'In a WHERE', up: "update shop.orders set status = 'lost' where customer_id = null;" },
      {
        title: 'In a view',
        up: 'create view shop.known as select id from shop.orders where note <> null;',
      },
      {
        title: 'In a CHECK, which then checks nothing',
        up: 'create table shop.tags (name text check (name <> null));',
      },
    ],
    good: [
      { title: 'IS NULL', up: "update shop.orders set status = 'lost' where customer_id is null;" },
      { title: 'An assignment is none', up: 'update shop.orders set note = null where id = 1;' },
    ],
  },
  checkQuery({ block, at }) {
    const found: Node[] = []
    walkOwn(block, node => {
      const comparison = readComparison(node)
      if (comparison?.kind !== 'AEXPR_OP' || !/^(=|<>|!=)$/.test(comparison.operator)) return
      if (isNull(comparison.left) || isNull(comparison.right)) found.push(node)
    })
    return found.map(node => {
      const { left, right, operator } = readComparison(node)!
      const sql = formatExpression({
        NullTest: {
          arg: isNull(right) ? left : right,
          nulltesttype: operator === '=' ? 'IS_NULL' : 'IS_NOT_NULL',
        },
      })
      return {
        message: `${formatExpression(node) ?? `${operator} NULL`} is never true, whatever the value is`,
        location: at(node),
        evidence: { operator },
        remedy: { title: `Ask with ${operator === '=' ? 'IS NULL' : 'IS NOT NULL'}`, sql },
      }
    })
  },
})

function isNull(node: Node): boolean {
  return insideOf(node, 'A_Const')?.isnull ?? false
}
