// Written by `npm run gen` from statements/; do not edit.
import { alterTable } from './statements/alter-table.ts'
import { call } from './statements/call.ts'
import { doBlock } from './statements/do-block.ts'
import { select } from './statements/select.ts'

export const statements = [
  alterTable,
  call,
  doBlock,
  select,
]
