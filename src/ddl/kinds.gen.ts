// Written by `npm run gen` from kinds/; do not edit.
import { extension } from './kinds/extension.ts'
import { materializedView } from './kinds/materialized-view.ts'
import { materializedViewColumn } from './kinds/materialized-view-column.ts'
import { relationIndex } from './kinds/relation-index.ts'
import { routine } from './kinds/routine.ts'
import { schema } from './kinds/schema.ts'
import { sequence } from './kinds/sequence.ts'
import { table } from './kinds/table.ts'
import { tableColumn } from './kinds/table-column.ts'
import { tableConstraint } from './kinds/table-constraint.ts'
import { view } from './kinds/view.ts'
import { viewColumn } from './kinds/view-column.ts'

export const kinds = [
  extension,
  materializedView,
  materializedViewColumn,
  relationIndex,
  routine,
  schema,
  sequence,
  table,
  tableColumn,
  tableConstraint,
  view,
  viewColumn,
]
