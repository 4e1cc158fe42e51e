import type { Effect, HeldLock, IndexBuild, Relation, RelationKind } from './effect.ts'
import { lockMode } from './lock-modes.ts'
import type { RelationState, State, TableActivity } from './state.ts'

type Observed = Pick<
  Effect,
  'locks' | 'rewrites' | 'truncates' | 'scans' | 'indexBuilds' | 'rowsChanged' | 'walBytes'
>

const kinds: Record<string, RelationKind> = {
  r: 'table',
  p: 'partitioned table',
  i: 'index',
  I: 'partitioned index',
  v: 'view',
  m: 'materialized view',
  S: 'sequence',
  f: 'foreign table',
  c: 'composite type',
}

export function relationKind(relkind: string): RelationKind {
  return kinds[relkind] ?? 'table'
}

/**
 * The effect of what happened between two moments of a session; `existing` are the relations that users know, `emptied`
 * the tables whose new file is empty.
 */
export function compareStates(
  before: State,
  after: State,
  existing: State['relations'],
  emptied: ReadonlySet<number> = new Set(),
): Observed {
  const toRelation = ({ oid, name, relkind }: RelationState): Relation => ({
    name,
    kind: relationKind(relkind),
    isExisting: existing.has(oid),
  })
  return {
    locks: newLocks(before, after).flatMap(({ oid, mode }) => {
      // It waits for the users of the name that it has before a rename.
      const relation = before.relations.get(oid) ?? after.relations.get(oid)
      return relation === undefined ? [] : [{ relation: toRelation(relation), mode }]
    }),
    rewrites: tablesWithNewFiles(before, after)
      .filter(({ oid }) => !emptied.has(oid))
      .map(toRelation),
    truncates: tablesWithNewFiles(before, after)
      .filter(({ oid }) => emptied.has(oid))
      .map(toRelation),
    scans: activitySince(before, after)
      .filter(({ relation, activity }) => activity.scans > 0 && !emptied.has(relation.oid))
      .map(({ relation, activity }) => ({ relation: toRelation(relation), rows: rowsOfOneScan(activity) }))
      .filter(({ relation }) => relation.isExisting),
    indexBuilds: builtIndexes(before, after)
      .filter(({ tableOid }) => !emptied.has(tableOid ?? 0))
      .flatMap(index => describeBuild(index, after, toRelation)),
    rowsChanged: activitySince(before, after)
      .map(({ relation, activity: { inserted, updated, deleted } }) => ({
        relation: toRelation(relation),
        ...{ inserted, updated, deleted },
      }))
      .filter(
        ({ relation, inserted, updated, deleted }) => relation.isExisting && inserted + updated + deleted > 0,
      ),
    walBytes: after.walPosition - before.walPosition,
  }
}

/**
 * All locks held at a moment on relations that users know, the strongest mode of each. Whoever asks for a table that was
 * dropped waits until the drop is committed.
 */
export function heldLocks(state: State, existing: State['relations']): HeldLock[] {
  const known: State = { ...state, relations: new Map([...existing, ...state.relations]), locks: [] }
  return compareStates(known, state, existing).locks.filter(({ relation }) => relation.isExisting)
}

/** The strongest mode held on each relation afterwards, where it is stronger than before. */
function newLocks(before: State, after: State) {
  const earlier = strongestModes(before)
  return [...strongestModes(after)]
    .filter(([oid, mode]) => mode.strength > (earlier.get(oid)?.strength ?? 0))
    .map(([oid, mode]) => ({ oid, mode }))
}

function strongestModes(state: State) {
  const strongest = new Map<number, ReturnType<typeof lockMode>>()
  for (const [oid, name] of state.locks) {
    // Predicate locks of serializable transactions block nobody.
    if (name === 'SIReadLock') continue
    const mode = lockMode(name)
    if (mode.strength > (strongest.get(oid)?.strength ?? 0)) strongest.set(oid, mode)
  }
  return strongest
}

export function tablesWithNewFiles(before: State, after: State): RelationState[] {
  return [...after.relations.values()].filter(relation => {
    const earlier = before.relations.get(relation.oid)
    return earlier !== undefined && 'rm'.includes(relation.relkind) && relation.file !== earlier.file
  })
}

/**
 * Indexes in a file that was not there before. ALTER TABLE often makes an index anew around its old file, which costs
 * nothing, so the file counts and not the OID.
 */
function builtIndexes(before: State, after: State): RelationState[] {
  const files = new Set([...before.relations.values()].map(({ file }) => file))
  return [...after.relations.values()].filter(({ relkind, file }) => relkind === 'i' && !files.has(file))
}

function describeBuild(
  index: RelationState,
  after: State,
  toRelation: (it: RelationState) => Relation,
): IndexBuild[] {
  const table = after.relations.get(index.tableOid ?? 0)
  if (table === undefined) return []
  return [
    {
      index: toRelation(index),
      table: toRelation(table),
      isValid: index.isValid ?? true,
      isConcurrent: false,
    },
  ]
}

function activitySince(before: State, after: State) {
  return [...after.activity].flatMap(([oid, activity]) => {
    const relation = after.relations.get(oid) ?? before.relations.get(oid)
    if (relation === undefined) return []
    return [{ relation, activity: subtract(activity, before.activity.get(oid)) }]
  })
}

/** A rewrite reads its table once for the rows and once for each index. */
function rowsOfOneScan({ scans, rowsScanned }: TableActivity): number {
  return Math.round(rowsScanned / scans)
}

function subtract(a: TableActivity, b: TableActivity | undefined): TableActivity {
  if (b === undefined) return a
  return {
    scans: a.scans - b.scans,
    rowsScanned: a.rowsScanned - b.rowsScanned,
    inserted: a.inserted - b.inserted,
    updated: a.updated - b.updated,
    deleted: a.deleted - b.deleted,
  }
}
