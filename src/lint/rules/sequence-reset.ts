import { formatRangeVar, type Node } from '../../sql/index.ts'
import { isInUse, stringsOf } from '../named-tables.ts'
import { defineRule, type Scene } from '../rule.ts'

export const sequenceReset = defineRule({
  name: 'sequence-reset',
  group: 'correctness',
  severity: 'warning',
  summary: 'A sequence in use is set to a number, so it may give numbers that are taken.',
  why: `
    A number in a migration is right for the database it was written on. On another one rows are beyond it, and every INSERT
    fails with a duplicate key until the sequence has caught up; without a unique key it gives the same number twice. Sessions
    that insert meanwhile move on too.

    Set it from the column: what is the largest number there decides.`,
  sources: ['https://www.postgresql.org/docs/current/functions-sequence.html'],
  setup: 'create sequence shop.invoice_numbers;',
  examples: {
    bad: [
      { title: 'RESTART', up: 'alter sequence shop.invoice_numbers restart with 1000;' },
      { title: 'setval', up: "select setval('shop.invoice_numbers', 1000);" },
    ],
    good: [
      {
        title: 'From the column',
        up: "select setval('shop.invoice_numbers', (select max(id) from shop.orders));",
      },
      {
        title: 'A sequence of this change',
        up: 'create sequence shop.tickets; alter sequence shop.tickets restart with 1000;',
      },
    ],
  },
  checkStatement: scene =>
    resetSequences(scene).map(sequence => ({
      message: `${sequence} is set to a number that may lie before rows that are there`,
      location: scene.statement.location,
      object: `sequence ${sequence}`,
      evidence: {},
      remedy: {
        title: 'Take the number from the column that it fills',
        sql: `SELECT setval('${sequence.replaceAll("'", "''")}', (SELECT max(…) FROM …));`,
      },
    })),
})

function resetSequences({ statement: { node }, model }: Scene): string[] {
  if ('AlterSeqStmt' in node) {
    const { sequence, options = [] } = node.AlterSeqStmt
    const isReset = options.some(it => 'DefElem' in it && it.DefElem.defname === 'restart')
    return isReset && isInUse(model, sequence) ? [formatRangeVar(sequence!)] : []
  }
  if (!('SelectStmt' in node)) return []
  return (node.SelectStmt.targetList ?? []).flatMap(target =>
    'ResTarget' in target && target.ResTarget.val !== undefined ? constantSetval(target.ResTarget.val) : [],
  )
}

/** The sequence of a `setval('name', 1000)` whose number stands there. */
function constantSetval(node: Node): string[] {
  if (!('FuncCall' in node) || stringsOf(node.FuncCall.funcname).at(-1) !== 'setval') return []
  const [sequence, number] = node.FuncCall.args ?? []
  const name = sequence && 'A_Const' in sequence ? sequence.A_Const.sval?.sval : undefined
  const isConstant = number !== undefined && 'A_Const' in number
  return name !== undefined && isConstant ? [name] : []
}
