// Written by `npm run gen` from actions/; do not edit.
import { addColumn } from './actions/add-column.ts'
import { addConstraint } from './actions/add-constraint.ts'
import { addIdentity } from './actions/add-identity.ts'
import { addInherit } from './actions/add-inherit.ts'
import { alterColumnType } from './actions/alter-column-type.ts'
import { alterConstraint } from './actions/alter-constraint.ts'
import { attachPartition } from './actions/attach-partition.ts'
import { changeOwner } from './actions/change-owner.ts'
import { clustering } from './actions/clustering.ts'
import { columnCompression } from './actions/column-compression.ts'
import { columnDefault } from './actions/column-default.ts'
import { columnGenericOptions } from './actions/column-generic-options.ts'
import { columnOptions } from './actions/column-options.ts'
import { columnStatistics } from './actions/column-statistics.ts'
import { columnStorage } from './actions/column-storage.ts'
import { detachPartition } from './actions/detach-partition.ts'
import { dropColumn } from './actions/drop-column.ts'
import { dropConstraint } from './actions/drop-constraint.ts'
import { dropExpression } from './actions/drop-expression.ts'
import { dropIdentity } from './actions/drop-identity.ts'
import { dropInherit } from './actions/drop-inherit.ts'
import { dropNotNull } from './actions/drop-not-null.ts'
import { dropOids } from './actions/drop-oids.ts'
import { enableRules } from './actions/enable-rules.ts'
import { enableTriggers } from './actions/enable-triggers.ts'
import { genericOptions } from './actions/generic-options.ts'
import { ofType } from './actions/of-type.ts'
import { relOptions } from './actions/rel-options.ts'
import { replicaIdentity } from './actions/replica-identity.ts'
import { rowSecurity } from './actions/row-security.ts'
import { setAccessMethod } from './actions/set-access-method.ts'
import { setExpression } from './actions/set-expression.ts'
import { setIdentity } from './actions/set-identity.ts'
import { setNotNull } from './actions/set-not-null.ts'
import { setPersistence } from './actions/set-persistence.ts'
import { setTablespace } from './actions/set-tablespace.ts'
import { validateConstraint } from './actions/validate-constraint.ts'

export const actions = [
  addColumn,
  addConstraint,
  addIdentity,
  addInherit,
  alterColumnType,
  alterConstraint,
  attachPartition,
  changeOwner,
  clustering,
  columnCompression,
  columnDefault,
  columnGenericOptions,
  columnOptions,
  columnStatistics,
  columnStorage,
  detachPartition,
  dropColumn,
  dropConstraint,
  dropExpression,
  dropIdentity,
  dropInherit,
  dropNotNull,
  dropOids,
  enableRules,
  enableTriggers,
  genericOptions,
  ofType,
  relOptions,
  replicaIdentity,
  rowSecurity,
  setAccessMethod,
  setExpression,
  setIdentity,
  setNotNull,
  setPersistence,
  setTablespace,
  validateConstraint,
]
