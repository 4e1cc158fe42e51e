import { isIndex, isTable } from '../names.ts'
import { defineStatement } from '../statement-play.ts'

const kinds: Record<string, RegExp> = {
  OBJECT_TABLE: /^(table|partitioned table)$/,
  OBJECT_INDEX: /index$/,
  OBJECT_MATVIEW: /^materialized view$/,
}

export const moveAll = defineStatement({
  nodes: ['AlterTableMoveAllStmt'],
  sources: ['AlterTableMoveAll() in commands/tablecmds.c'],
  play({ orig_tablespacename: from, new_tablespacename: to, objtype = 'OBJECT_TABLE' }, recorder) {
    if (from === to) return
    for (const relation of recorder.model.relations.values()) {
      if (!kinds[objtype]?.test(relation.kind) || !('tablespace' in relation)) continue
      if ((relation.tablespace ?? 'pg_default') !== from) continue
      recorder.lock(relation, 'ACCESS EXCLUSIVE')
      relation.tablespace = to === 'pg_default' ? undefined : to
      if (isTable(relation)) recorder.copy(relation)
      else if (isIndex(relation)) recorder.build(relation)
    }
  },
})
