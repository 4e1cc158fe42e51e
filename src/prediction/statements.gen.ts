// Written by `npm run gen` from statements/; do not edit.
import { alterSequence } from './statements/alter-sequence.ts'
import { alterTable } from './statements/alter-table.ts'
import { call } from './statements/call.ts'
import { cluster } from './statements/cluster.ts'
import { comment } from './statements/comment.ts'
import { copy } from './statements/copy.ts'
import { createForeignTable } from './statements/create-foreign-table.ts'
import { createIndex } from './statements/create-index.ts'
import { createSequence } from './statements/create-sequence.ts'
import { createTable } from './statements/create-table.ts'
import { createTableAs } from './statements/create-table-as.ts'
import { deleteRows } from './statements/delete-rows.ts'
import { discard } from './statements/discard.ts'
import { doBlock } from './statements/do-block.ts'
import { drop } from './statements/drop.ts'
import { insert } from './statements/insert.ts'
import { lock } from './statements/lock.ts'
import { merge } from './statements/merge.ts'
import { refreshMaterializedView } from './statements/refresh-materialized-view.ts'
import { reindex } from './statements/reindex.ts'
import { select } from './statements/select.ts'
import { sessionCommand } from './statements/session-command.ts'
import { set } from './statements/set.ts'
import { truncate } from './statements/truncate.ts'
import { update } from './statements/update.ts'
import { vacuum } from './statements/vacuum.ts'

export const statements = [
  alterSequence,
  alterTable,
  call,
  cluster,
  comment,
  copy,
  createForeignTable,
  createIndex,
  createSequence,
  createTable,
  createTableAs,
  deleteRows,
  discard,
  doBlock,
  drop,
  insert,
  lock,
  merge,
  refreshMaterializedView,
  reindex,
  select,
  sessionCommand,
  set,
  truncate,
  update,
  vacuum,
]
