// Written by `npm run gen` from kinds/; do not edit.
import { database } from './kinds/database.ts'
import { defaultAcl } from './kinds/default-acl.ts'
import { eventTrigger } from './kinds/event-trigger.ts'
import { extension } from './kinds/extension.ts'
import { foreignDataWrapper } from './kinds/foreign-data-wrapper.ts'
import { foreignTable } from './kinds/foreign-table.ts'
import { materializedView } from './kinds/materialized-view.ts'
import { materializedViewColumn } from './kinds/materialized-view-column.ts'
import { membership } from './kinds/membership.ts'
import { parameterAcl } from './kinds/parameter-acl.ts'
import { policy } from './kinds/policy.ts'
import { publication } from './kinds/publication.ts'
import { publicationNamespace } from './kinds/publication-namespace.ts'
import { publicationRelation } from './kinds/publication-relation.ts'
import { relationIndex } from './kinds/relation-index.ts'
import { role } from './kinds/role.ts'
import { routine } from './kinds/routine.ts'
import { rule } from './kinds/rule.ts'
import { schema } from './kinds/schema.ts'
import { sequence } from './kinds/sequence.ts'
import { server } from './kinds/server.ts'
import { settings } from './kinds/settings.ts'
import { subscription } from './kinds/subscription.ts'
import { table } from './kinds/table.ts'
import { tableColumn } from './kinds/table-column.ts'
import { tableConstraint } from './kinds/table-constraint.ts'
import { tablespace } from './kinds/tablespace.ts'
import { trigger } from './kinds/trigger.ts'
import { userMapping } from './kinds/user-mapping.ts'
import { view } from './kinds/view.ts'
import { viewColumn } from './kinds/view-column.ts'

export const kinds = [
  database,
  defaultAcl,
  eventTrigger,
  extension,
  foreignDataWrapper,
  foreignTable,
  materializedView,
  materializedViewColumn,
  membership,
  parameterAcl,
  policy,
  publication,
  publicationNamespace,
  publicationRelation,
  relationIndex,
  role,
  routine,
  rule,
  schema,
  sequence,
  server,
  settings,
  subscription,
  table,
  tableColumn,
  tableConstraint,
  tablespace,
  trigger,
  userMapping,
  view,
  viewColumn,
]
