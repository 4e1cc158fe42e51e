import type { TouchedObject } from './changed-objects.ts'
import type { ObjectChange } from './effect.ts'

/** What a transaction has touched up to some statement. */
export interface Touched {
  written: TouchedObject[]
  removed: TouchedObject[]
}

export const untouched: Touched = { written: [], removed: [] }

/**
 * What one statement changed, from what its transaction had touched before it and after it: an object that was written
 * but had no former version is new, one that lost its former version and was not written again is gone. `own` are the
 * addresses of what the pending change has made so far; what this statement makes is added to it. `standing` are those
 * of the objects not written that are there nevertheless.
 */
export function compareTouched(
  before: Touched,
  after: Touched,
  standing: ReadonlySet<string>,
  own: Set<string>,
): ObjectChange[] {
  const earlier = byAddress(before.written)
  const former = byAddress(after.removed)
  const current = byAddress(after.written)
  const changes: Addressed[] = []
  for (const [address, object] of current) {
    const previous = earlier.get(address)
    if (previous?.version === object.version) continue
    const known = previous ?? former.get(address)
    const change = known === undefined && object.isItself ? 'created' : 'changed'
    if (change === 'created') own.add(address)
    changes.push({
      address,
      ownerOid: object.ownerOid,
      change: describe(change, object, known, !own.has(address)),
    })
  }
  const formerBefore = byAddress(before.removed)
  const reported = new Set(changes.map(({ address }) => address))
  for (const object of unwritten(before, after)) {
    const isGoneNow = !standing.has(object.address) && !reported.has(object.address)
    const wasGone = !earlier.has(object.address) && formerBefore.has(object.address)
    if (isGoneNow && !wasGone) {
      reported.add(object.address)
      changes.push({ ...object, change: describe('dropped', object, undefined, !own.has(object.address)) })
    }
  }
  return foldParts(changes)
}

/** The objects that were there at some time and that the transaction has not written as it stands now. */
export function unwritten(before: Touched, after: Touched): TouchedObject[] {
  const current = byAddress(after.written)
  return [...before.written, ...after.removed].filter(({ address }) => !current.has(address))
}

interface Addressed {
  address: string
  ownerOid: number
  change: ObjectChange
}

function describe(
  change: ObjectChange['change'],
  { kind, identity }: TouchedObject,
  known: TouchedObject | undefined,
  isExisting: boolean,
): ObjectChange {
  const described = { change, kind, identity, isExisting }
  const isRenamed = known !== undefined && known.identity !== identity
  return isRenamed ? { ...described, formerIdentity: known.identity } : described
}

/** Parts of a new or dropped table go without saying, and a table is not itself changed when a part of it is. */
function foldParts(changes: readonly Addressed[]): ObjectChange[] {
  const changeOfRelation = new Map(
    changes.map(({ address, change }) => [relationOid(address), change.change]),
  )
  const withParts = new Set(changes.map(({ ownerOid }) => ownerOid).filter(oid => oid !== 0))
  return changes
    .filter(({ ownerOid }) => ownerOid === 0 || (changeOfRelation.get(ownerOid) ?? 'changed') === 'changed')
    .filter(({ address, change }) => !isPlainChange(change) || !withParts.has(relationOid(address) ?? -1))
    .map(({ change }) => change)
}

function isPlainChange(change: ObjectChange): boolean {
  return change.change === 'changed' && change.formerIdentity === undefined
}

/** The OID of the relation that an address names as a whole. */
function relationOid(address: string): number | undefined {
  const [catalog, oid, column] = address.split(' ')
  return catalog?.endsWith('pg_class') && column === '0' ? Number(oid) : undefined
}

function byAddress(objects: readonly TouchedObject[]): Map<string, TouchedObject> {
  return new Map(objects.map(object => [object.address, object]))
}
