// Written by `npm run gen` from settlements/; do not edit.
import { createIndex } from './settlements/create-index.ts'
import { database } from './settlements/database.ts'
import { detachPartition } from './settlements/detach-partition.ts'
import { dropIndex } from './settlements/drop-index.ts'
import { maintenance } from './settlements/maintenance.ts'
import { reindex } from './settlements/reindex.ts'

export const settlements = [
  createIndex,
  database,
  detachPartition,
  dropIndex,
  maintenance,
  reindex,
]
