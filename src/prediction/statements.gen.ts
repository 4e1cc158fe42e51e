// Written by `npm run gen` from statements/; do not edit.
import { alterDomain } from './statements/alter-domain.ts'
import { alterObjectDepends } from './statements/alter-object-depends.ts'
import { alterObjectSchema } from './statements/alter-object-schema.ts'
import { alterOwner } from './statements/alter-owner.ts'
import { alterTable } from './statements/alter-table.ts'
import { moveAll } from './statements/move-all.ts'
import { rename } from './statements/rename.ts'

export const statements = [
  alterDomain,
  alterObjectDepends,
  alterObjectSchema,
  alterOwner,
  alterTable,
  moveAll,
  rename,
]
