export { listOf, nameOfPart, namesOf, textOf, wordOf } from './attributes.ts'
export {
  type AttributeValue,
  type Catalog,
  type CatalogObject,
  groupParts,
  isOfCluster,
  keyOf,
  objectKey,
} from './catalog.ts'
export { describeAttribute } from './classification.ts'
export type { ColumnClass } from './classify.ts'
export { type AttributeDifference, type CatalogDifference, type DiffOptions, diffCatalogs } from './diff.ts'
export { SnapshotFileError } from './errors.ts'
export { type Extension, readExtensions } from './extensions.ts'
export { readFingerprint } from './fingerprint.ts'
export { compareNames, splitIdentity, splitList } from './identity.ts'
export { parseObjectPattern } from './object-pattern.ts'
export { type ReadOptions, readCatalog } from './read.ts'
export { firstUserOid } from './reading.ts'
export { findRenames, type Rename } from './renames.ts'
export { type Routine, readRoutines } from './routines.ts'
export { readSchemas, type Schema } from './schemas.ts'
export { readSequences, type Sequence } from './sequences.ts'
export { hashCatalog, type Snapshot, takeSnapshot } from './snapshot.ts'
export { parseSnapshot, writeSnapshot } from './snapshot-file.ts'
export type {
  Check,
  Column,
  Exclusion,
  ForeignKey,
  Index,
  Key,
  KeyAction,
  Partitioning,
  Policy,
  Reference,
  Table,
  TableKind,
  Trigger,
} from './table.ts'
export { readTables } from './tables.ts'
export { readTypes, type UserType } from './user-types.ts'
export { describeDifference } from './words.ts'
