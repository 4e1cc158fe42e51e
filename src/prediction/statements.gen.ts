// Written by `npm run gen` from statements/; do not edit.
import { alterTable } from './statements/alter-table.ts'

export const statements = [
  alterTable,
]
