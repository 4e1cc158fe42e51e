import { createPart } from '../creation.ts'
import { needTable } from '../lookup.ts'
import type { Table, Use } from '../model.ts'
import { lookUpFor } from '../query-lookup.ts'
import { readExpressionUses } from '../query-uses.ts'
import { defineStatement } from '../statement-play.ts'

export const rule = defineStatement({
  nodes: ['RuleStmt'],
  sources: ['DefineQueryRewrite() in rewrite/rewriteDefine.c'],
  play({ relation, rulename: name = '', whereClause, actions = [], event, replace = false }, recorder) {
    const table = needTable(recorder, relation!)
    if (table === undefined) return
    recorder.lock(table, 'ACCESS EXCLUSIVE')
    if (table.kind === 'materialized view')
      recorder.fail('0A000', 'rules on materialized views are not supported')
    if (!/table|view/.test(table.kind) || /foreign|materialized/.test(table.kind)) {
      recorder.fail('42809', `relation "${table.name}" cannot have rules`)
    }
    if (event === 'CMD_SELECT' && table.kind !== 'view') {
      recorder.fail('42809', `relation "${table.name}" cannot have ON SELECT rules`)
    }
    const isThere = table.rules.some(it => it.name === name)
    if (isThere && !replace) {
      recorder.fail('42710', `rule "${name}" for relation "${table.name}" already exists`)
    }
    const uses: Use[] = readExpressionUses([whereClause, actions], [table], lookUpFor(recorder))
    table.rules = [...table.rules.filter(it => it.name !== name), { name, uses: uses.filter(isOther(table)) }]
    if (!isThere) createPart(recorder, table, 'rule', name)
  },
})

/** What a rule uses of its own table as a whole says nothing. */
function isOther(table: Table): (use: Use) => boolean {
  return use => use.table !== table || use.column !== undefined
}
