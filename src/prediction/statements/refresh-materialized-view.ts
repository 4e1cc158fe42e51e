import { needTable } from '../lookup.ts'
import type { Table } from '../model.ts'
import { readDefinition } from '../reads.ts'
import type { Recorder } from '../recorder.ts'
import { defineStatement } from '../statement-play.ts'

export const refreshMaterializedView = defineStatement({
  nodes: ['RefreshMatViewStmt'],
  sources: ['ExecRefreshMatView() in commands/matview.c'],
  play({ relation, concurrent, skipData }, recorder) {
    const view = needTable(recorder, relation!, 'materialized view')
    if (view === undefined) return
    recorder.lock(view, concurrent ? 'EXCLUSIVE' : 'ACCESS EXCLUSIVE')
    if (view.kind !== 'materialized view' && view.isKnown) {
      const isTable = view.kind === 'table' || view.kind === 'partitioned table'
      recorder.fail(isTable ? '0A000' : '42809', `"${view.name}" is not a materialized view`)
    }
    if (concurrent) refuseConcurrent(recorder, view, skipData ?? false)
    if (!skipData) readDefinition(recorder, view)
    if (concurrent) recorder.scan(view)
    else if (skipData && view.isPopulated) recorder.truncate(view)
    else if (view.indexes.length > 0) recorder.rewrite(view)
    else recorder.copy(view)
    view.isPopulated = !skipData
  },
})

function refuseConcurrent(recorder: Recorder, view: Table, isEmptied: boolean): void {
  if (!view.isPopulated) recorder.fail('0A000', 'CONCURRENTLY needs a materialized view that is populated')
  if (isEmptied) recorder.fail('42601', 'CONCURRENTLY and WITH NO DATA cannot be used together')
  const hasKey = view.indexes.some(
    ({ isUnique, isValid, condition, keys }) =>
      isUnique && isValid && condition === undefined && keys.every(key => 'column' in key),
  )
  if (!hasKey && view.isKnown) recorder.fail('55000', `cannot refresh "${view.name}" concurrently`)
}
