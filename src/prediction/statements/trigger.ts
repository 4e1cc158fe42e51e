import { type NodeOf, stringsOf } from '../../sql/index.ts'
import { createPart } from '../creation.ts'
import { columnsOf } from '../expressions.ts'
import { needColumn, needTable } from '../lookup.ts'
import type { Table, Trigger } from '../model.ts'
import { findRoutines, identityOf } from '../names.ts'
import type { Recorder } from '../recorder.ts'
import { defineStatement } from '../statement-play.ts'

type TriggerNode = NodeOf<'CreateTrigStmt'>

/** `TRIGGER_TYPE_BEFORE`, `TRIGGER_TYPE_INSTEAD` and others of the server's `catalog/pg_trigger.h`. */
const [before, instead, truncate] = [2, 64, 32]

export const trigger = defineStatement({
  nodes: ['CreateTrigStmt'],
  sources: ['CreateTriggerFiringOn() in commands/trigger.c'],
  play(node, recorder) {
    const table = needTable(recorder, node.relation!)
    if (table === undefined) return
    recorder.lock(table, 'SHARE ROW EXCLUSIVE')
    refuseKind(node, table, recorder)
    if (node.constrrel !== undefined) needTable(recorder, node.constrrel)
    for (const column of conditionColumns(node)) needColumn(recorder, table, column)
    const routine = readFunction(node, recorder)
    const former = findFormer(node, table, recorder)
    for (const column of stringsOf(node.columns)) needColumn(recorder, table, column)
    addTrigger(node, table, routine, former, recorder)
  },
})

function findFormer(node: TriggerNode, table: Table, recorder: Recorder): Trigger | undefined {
  const { trigname: name = '', isconstraint = false, replace = false } = node
  const former = table.triggers.find(it => it.name === name)
  if (former !== undefined && (!replace || former.isConstraint || isconstraint)) {
    recorder.fail('42710', `trigger "${name}" for relation "${table.name}" already exists`)
  }
  return former
}

function addTrigger(
  node: TriggerNode,
  table: Table,
  routine: string,
  former: Trigger | undefined,
  recorder: Recorder,
): void {
  const { trigname: name = '', columns, row = false, isconstraint = false } = node
  const made: Trigger = {
    name,
    function: routine,
    columns: stringsOf(columns),
    isRow: row,
    isConstraint: isconstraint,
    conditionColumns: conditionColumns(node),
  }
  table.triggers = [...table.triggers.filter(it => it !== former), made]
  if (former === undefined) createPart(recorder, table, 'trigger', name)
  if (isconstraint) createPart(recorder, table, 'table constraint', name)
  // Partitions get a trigger for each row of their own.
  if (!row || table.kind !== 'partitioned table') return
  for (const child of table.children) {
    recorder.lock(child, 'SHARE ROW EXCLUSIVE')
    addTrigger(node, child, routine, findFormer(node, child, recorder), recorder)
  }
}

function conditionColumns({ whenClause }: TriggerNode): string[] {
  return whenClause === undefined ? [] : columnsOf(whenClause)
}

function refuseKind(
  { timing = 0, row = false, events = 0, transitionRels }: TriggerNode,
  table: Table,
  recorder: Recorder,
) {
  const { kind, name } = table
  if (!table.isKnown) return
  const isInstead = (timing & instead) > 0
  if (kind === 'materialized view' || kind === 'composite type') {
    recorder.fail('42809', `relation "${name}" cannot have triggers`)
  }
  const isWrong =
    kind === 'view'
      ? (row && !isInstead) || (events & truncate) > 0
      : isInstead || (kind === 'foreign table' && (events & truncate) > 0 && recorder.model.major < 16)
  if (isWrong) recorder.fail('42809', `"${name}" cannot have such a trigger`)
  if (isInstead && !row) recorder.fail('0A000', 'INSTEAD OF triggers must be FOR EACH ROW')
  if (row && (events & truncate) > 0)
    recorder.fail('0A000', 'TRUNCATE FOR EACH ROW triggers are not supported')
  if ((transitionRels ?? []).length === 0) return
  if (kind === 'partitioned table' && row) {
    recorder.fail('0A000', `"${name}" is a partitioned table with transition tables for each row`)
  }
  if (kind === 'view' || (timing & before) > 0)
    recorder.fail('42P17', 'transition tables are for AFTER triggers')
}

/** The qualified name of the function, which must return `trigger`. */
function readFunction({ funcname }: TriggerNode, recorder: Recorder): string {
  const names = stringsOf(funcname)
  const routine = findRoutines(recorder.model, names).find(it => it.arguments.length === 0)
  const isBuiltin = /^(suppress_redundant_updates_trigger|tsvector_update_trigger.*|RI_FKey.*)$/.test(
    names.at(-1) ?? '',
  )
  if (routine === undefined && !isBuiltin && recorder.model.gaps.length === 0) {
    recorder.fail('42883', `function ${names.join('.')}() does not exist`)
  }
  if (routine?.returns !== undefined && routine.returns !== 'trigger') {
    recorder.fail('42P17', `function ${names.join('.')} must return type trigger`)
  }
  return routine === undefined ? names.join('.') : identityOf(routine)
}
