export type { Effect, HeldLock, IndexBuild, ObjectChange, Relation, RelationKind, Scan } from './effect.ts'
export { holdsData, isTable } from './kinds.ts'
export { type Blocked, isStrong, type LockMode, lockModes } from './lock-modes.ts'
export { type Observation, Observer } from './observer.ts'
