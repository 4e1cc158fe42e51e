import { formatRangeVar, type Node, type RangeVar, stringsOf } from '../../sql/index.ts'
import { nameOfNew } from '../creation.ts'
import { columnsOf } from '../expressions.ts'
import { needColumn, needTable } from '../lookup.ts'
import type { Model, Table } from '../model.ts'
import { findRelation, identityOf } from '../names.ts'
import { makeObjectName } from '../names-chosen.ts'
import type { Recorder } from '../recorder.ts'
import { defineStatement } from '../statement-play.ts'
import { listStatistics } from '../statistics-objects.ts'

export const statistics = defineStatement({
  nodes: ['CreateStatsStmt'],
  sources: ['CreateStatistics() in commands/statscmds.c'],
  play({ defnames = [], exprs = [], relations = [], if_not_exists: isExistingFine }, recorder) {
    if (defnames.length === 0 && recorder.model.major < 16)
      recorder.fail('42601', 'a name is needed before 16')
    const [relation] = relations
    if (relation === undefined || !('RangeVar' in relation)) return
    refuseSequence(recorder, relation.RangeVar, exprs)
    const table = needTable(recorder, relation.RangeVar)
    if (table === undefined) return
    recorder.lock(table, 'SHARE UPDATE EXCLUSIVE')
    const elements = exprs.flatMap(node => ('StatsElem' in node ? [node.StatsElem] : []))
    // Expressions are analysed before the table is looked at.
    for (const { expr } of elements) {
      for (const column of expr === undefined ? [] : columnsOf(expr)) needColumn(recorder, table, column)
    }
    if (/view|composite/.test(table.kind) && table.kind !== 'materialized view') {
      recorder.fail('42809', `cannot define statistics for relation ${formatRangeVar(relation.RangeVar)}`)
    }
    const columns = elements.flatMap(({ name, expr }) => name ?? (expr === undefined ? [] : columnsOf(expr)))
    const named = stringsOf(defnames)
    const wanted =
      named.length > 0
        ? named
        : [
            table.schema,
            chooseName(
              recorder.model,
              table,
              elements.map(({ name }) => name ?? 'expr'),
            ),
          ]
    const { schema, name } = nameOfNew(recorder, wanted)
    if (listStatistics(recorder.model).some(it => it.schema === schema && it.name === name)) {
      if (isExistingFine) return
      recorder.fail('42710', `statistics object "${name}" already exists`)
    }
    for (const column of columns) needColumn(recorder, table, column)
    if (elements.length === 1 && elements[0]!.name !== undefined) {
      recorder.fail('42P17', 'extended statistics require at least 2 columns')
    }
    if (new Set(elements.map(({ name: it }, i) => it ?? i)).size < elements.length) {
      recorder.fail('42701', 'duplicate column name in statistics definition')
    }
    table.statistics.push({ schema, name, columns })
    const identity = identityOf({ schema, name })
    recorder.change({ change: 'created', kind: 'statistics object', identity, isExisting: false })
  },
})

/** A sequence has columns too, and they are looked up before it is refused. */
function refuseSequence(recorder: Recorder, relation: RangeVar, elements: readonly Node[]): void {
  if (findRelation(recorder.model, relation)?.kind !== 'sequence') return
  const used = elements.flatMap(it =>
    'StatsElem' in it && it.StatsElem.expr ? columnsOf(it.StatsElem.expr) : [],
  )
  if (!used.every(it => /^(last_value|log_cnt|is_called)$/.test(it))) {
    recorder.fail('42703', `a sequence has no such column`)
  }
}

/** `ChooseExtendedStatisticName()` in the same file. */
function chooseName(model: Model, { schema, name }: Table, columns: readonly string[]): string {
  const taken = listStatistics(model)
    .filter(it => it.schema === schema)
    .map(it => it.name)
  for (let i = 0; ; i++) {
    const chosen = makeObjectName(name, columns.join('_'), i === 0 ? 'stat' : `stat${i}`)
    if (!taken.includes(chosen)) return chosen
  }
}
