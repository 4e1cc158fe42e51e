// Written by `npm run gen` from statements/; do not edit.
import { alterDomain } from './statements/alter-domain.ts'
import { alterEnum } from './statements/alter-enum.ts'
import { alterFunction } from './statements/alter-function.ts'
import { alterObjectDepends } from './statements/alter-object-depends.ts'
import { alterObjectSchema } from './statements/alter-object-schema.ts'
import { alterOwner } from './statements/alter-owner.ts'
import { alterSequence } from './statements/alter-sequence.ts'
import { alterStatistics } from './statements/alter-statistics.ts'
import { alterTable } from './statements/alter-table.ts'
import { call } from './statements/call.ts'
import { cluster } from './statements/cluster.ts'
import { comment } from './statements/comment.ts'
import { copy } from './statements/copy.ts'
import { createForeignTable } from './statements/create-foreign-table.ts'
import { createFunction } from './statements/create-function.ts'
import { createIndex } from './statements/create-index.ts'
import { createSchema } from './statements/create-schema.ts'
import { createSequence } from './statements/create-sequence.ts'
import { createTable } from './statements/create-table.ts'
import { createTableAs } from './statements/create-table-as.ts'
import { cursor } from './statements/cursor.ts'
import { definition } from './statements/definition.ts'
import { deleteRows } from './statements/delete-rows.ts'
import { discard } from './statements/discard.ts'
import { doBlock } from './statements/do-block.ts'
import { drop } from './statements/drop.ts'
import { dropByName } from './statements/drop-by-name.ts'
import { explain } from './statements/explain.ts'
import { extension } from './statements/extension.ts'
import { grant } from './statements/grant.ts'
import { insert } from './statements/insert.ts'
import { lock } from './statements/lock.ts'
import { merge } from './statements/merge.ts'
import { moveAll } from './statements/move-all.ts'
import { namedObject } from './statements/named-object.ts'
import { policy } from './statements/policy.ts'
import { prepared } from './statements/prepared.ts'
import { publication } from './statements/publication.ts'
import { refreshMaterializedView } from './statements/refresh-materialized-view.ts'
import { reindex } from './statements/reindex.ts'
import { rename } from './statements/rename.ts'
import { rule } from './statements/rule.ts'
import { select } from './statements/select.ts'
import { sessionCommand } from './statements/session-command.ts'
import { set } from './statements/set.ts'
import { statistics } from './statements/statistics.ts'
import { trigger } from './statements/trigger.ts'
import { truncate } from './statements/truncate.ts'
import { unfollowed } from './statements/unfollowed.ts'
import { update } from './statements/update.ts'
import { userType } from './statements/user-type.ts'
import { vacuum } from './statements/vacuum.ts'
import { view } from './statements/view.ts'
import { withoutTables } from './statements/without-tables.ts'

export const statements = [
  alterDomain,
  alterEnum,
  alterFunction,
  alterObjectDepends,
  alterObjectSchema,
  alterOwner,
  alterSequence,
  alterStatistics,
  alterTable,
  call,
  cluster,
  comment,
  copy,
  createForeignTable,
  createFunction,
  createIndex,
  createSchema,
  createSequence,
  createTable,
  createTableAs,
  cursor,
  definition,
  deleteRows,
  discard,
  doBlock,
  drop,
  dropByName,
  explain,
  extension,
  grant,
  insert,
  lock,
  merge,
  moveAll,
  namedObject,
  policy,
  prepared,
  publication,
  refreshMaterializedView,
  reindex,
  rename,
  rule,
  select,
  sessionCommand,
  set,
  statistics,
  trigger,
  truncate,
  unfollowed,
  update,
  userType,
  vacuum,
  view,
  withoutTables,
]
