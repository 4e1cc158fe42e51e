import { findOption, isOn } from '../def-elem.ts'
import { needIndex, needTable } from '../lookup.ts'
import type { Index, Table } from '../model.ts'
import { descendants, identityOf, isTable, makeIndex } from '../names.ts'
import type { Recorder } from '../recorder.ts'
import { defineStatement } from '../statement-play.ts'

export const reindex = defineStatement({
  nodes: ['ReindexStmt'],
  sources: [
    'ExecReindex(), ReindexIndex(), ReindexTable() and ReindexRelationConcurrently() in commands/indexcmds.c',
  ],
  play({ kind, relation, name = '', params }, recorder) {
    const isConcurrent = isOn(findOption(params, 'concurrently'))
    if (isConcurrent && !recorder.isAlone) refuseBlock(recorder, 'REINDEX CONCURRENTLY')
    if (kind === 'REINDEX_OBJECT_INDEX') {
      const index = needIndex(recorder, relation!)
      if (index.kind === 'partitioned index' && !recorder.isAlone) refuseBlock(recorder, 'REINDEX INDEX')
      recorder.lock(index.table, isConcurrent ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE')
      for (const it of [index, ...partsOf(index)]) renew(recorder, it.table, [it], isConcurrent)
    } else if (kind === 'REINDEX_OBJECT_TABLE') {
      const table = needTable(recorder, relation!)
      if (table === undefined) return
      if (!/table$|^materialized view$/.test(table.kind) || table.kind === 'foreign table') {
        recorder.fail('42809', `"${table.name}" is not a table or materialized view`)
      }
      if (table.kind === 'partitioned table' && !recorder.isAlone) refuseBlock(recorder, 'REINDEX TABLE')
      recorder.lock(table, isConcurrent ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE')
      const leaves = table.kind === 'partitioned table' ? descendants(table) : [table]
      for (const it of leaves.filter(({ kind }) => kind === 'table' || kind === 'materialized view')) {
        renew(recorder, it, indexesOf(recorder, it), isConcurrent)
      }
    } else {
      if (!recorder.isAlone) refuseBlock(recorder, 'REINDEX SCHEMA')
      if (kind === 'REINDEX_OBJECT_SYSTEM') return
      if (kind === 'REINDEX_OBJECT_SCHEMA') refuseSchema(recorder, name)
      for (const table of [...recorder.model.relations.values()].filter(isTable)) {
        const isMeant = kind === 'REINDEX_OBJECT_DATABASE' || table.schema === name
        const hasFile = table.kind === 'table' || table.kind === 'materialized view'
        if (isMeant && hasFile) renew(recorder, table, table.indexes, isConcurrent)
      }
    }
  },
})

/** A table of which nothing is known is supposed to have at least one. */
function indexesOf(recorder: Recorder, table: Table): Index[] {
  if (table.isKnown || table.indexes.length > 0) return table.indexes
  recorder.assume(`the indexes of ${identityOf(table)} are not known`)
  return [makeIndex(table, `${table.name}_pkey`)]
}

function refuseBlock(recorder: Recorder, what: string): never {
  recorder.fail('25001', `${what} cannot run inside a transaction block`)
}

function refuseSchema(recorder: Recorder, name: string): void {
  if (recorder.model.schemas.has(name)) return
  if (recorder.model.gaps.length === 0) recorder.fail('3F000', `schema "${name}" does not exist`)
  recorder.assume(`what is in the schema ${name} is not known`)
}

function partsOf(index: Index): Index[] {
  return index.children.flatMap(child => [child, ...partsOf(child)])
}

/** Writes indexes of a table anew; concurrently each is replaced by another one of its name. */
function renew(recorder: Recorder, table: Table, indexes: readonly Index[], isConcurrent: boolean): void {
  if (indexes.some(({ kind }) => kind === 'partitioned index')) return
  recorder.lock(table, isConcurrent ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE')
  for (const index of indexes) {
    recorder.lock(index, isConcurrent ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE')
    recorder.build(index, { isConcurrent })
    index.isValid = true
    if (!isConcurrent) continue
    const identity = identityOf(index)
    recorder.change({ change: 'dropped', kind: 'index', identity, isExisting: index.isExisting })
    recorder.change({ change: 'created', kind: 'index', identity, isExisting: false })
  }
}
