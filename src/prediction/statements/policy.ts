import type { NodeOf } from '../../sql/index.ts'
import { createPart } from '../creation.ts'
import { needTable } from '../lookup.ts'
import { lookUpFor } from '../query-lookup.ts'
import { readExpressionUses } from '../query-uses.ts'
import type { Recorder } from '../recorder.ts'
import { defineStatement } from '../statement-play.ts'

type PolicyNode = Pick<NodeOf<'CreatePolicyStmt'>, 'policy_name' | 'table' | 'qual' | 'with_check'>

export const policy = defineStatement({
  nodes: ['CreatePolicyStmt', 'AlterPolicyStmt'],
  sources: ['CreatePolicy() and AlterPolicy() in commands/policy.c'],
  play(node, recorder) {
    if ('cmd_name' in node) createPolicy(node, recorder)
    else alterPolicy(node, recorder)
  },
})

function createPolicy(node: PolicyNode, recorder: Recorder): void {
  const found = lockTable(node, recorder)
  if (found === undefined) return
  const { table, name } = found
  const uses = readExpressionUses([node.qual, node.with_check], [table], lookUpFor(recorder))
  if (table.policies.some(it => it.name === name)) {
    recorder.fail('42710', `policy "${name}" for table "${table.name}" already exists`)
  }
  table.policies.push({ name, uses })
  createPart(recorder, table, 'policy', name)
}

function alterPolicy(node: PolicyNode, recorder: Recorder): void {
  const found = lockTable(node, recorder)
  if (found === undefined) return
  const { table, name } = found
  const uses = readExpressionUses([node.qual, node.with_check], [table], lookUpFor(recorder))
  const policy = table.policies.find(it => it.name === name)
  if (policy !== undefined) policy.uses = [...policy.uses, ...uses]
  else if (table.isKnown) {
    recorder.fail('42704', `policy "${name}" for table "${table.name}" does not exist`)
  }
}

function lockTable({ table: relation, policy_name: name = '' }: PolicyNode, recorder: Recorder) {
  const table = needTable(recorder, relation!)
  if (table === undefined) return undefined
  recorder.lock(table, 'ACCESS EXCLUSIVE')
  if (table.kind !== 'table' && table.kind !== 'partitioned table') {
    recorder.fail('42809', `"${table.name}" is not a table`)
  }
  return { table, name }
}
