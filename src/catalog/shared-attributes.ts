import type { AttributeValue } from './catalog.ts'
import { classOf } from './classification.ts'
import type { Decode } from './decode.ts'
import type { Place } from './places.ts'
import { isOfContainer, type ReadPlan } from './query.ts'

export type Attributes = Record<string, AttributeValue>

export const none: Attributes = {}

/**
 * Adds to the attributes of an object what a group of rows says. Objects with the same attributes share them: most columns
 * of a large database are like others.
 */
export function makeDescriber(
  { catalog, slots }: ReadPlan,
  values: readonly unknown[],
  decode: Decode,
  superuser: string | undefined,
) {
  const ofGroup: Attributes = {}
  const ofContainer = slots
    .map((slot, i) => ({ slot, value: values[i] }))
    .filter(({ slot, value }) => isOfContainer(slot) && value !== null)
  for (const [i, slot] of slots.entries()) {
    const value = isOfContainer(slot) ? (values[i] as AttributeValue) : decode(values[i], slot)
    if (value !== null && value !== false && !slot.isOfName) ofGroup[slot.name] = value
  }
  const sums = new Map([[none, ofGroup]])
  return (attributes: Attributes, container: Place | undefined, isBuiltIn: boolean): Attributes => {
    if (isBuiltIn) return { ...attributes, ...keepChanges(catalog.name, ofGroup, superuser) }
    const shared = sums.get(attributes) ?? { ...attributes, ...ofGroup }
    sums.set(attributes, shared)
    if (ofContainer.length === 0) return shared
    const own = { ...shared }
    for (const { slot, value } of ofContainer) own[slot.name] = decode(value, slot, container)
    return own
  }
}

/** Of what PostgreSQL brought, only the privileges, an owner other than its own, and options are a user's. */
function keepChanges(catalog: string, attributes: Attributes, superuser: string | undefined): Attributes {
  const kept = Object.entries(attributes).filter(
    ([name, value]) =>
      name === 'reloptions' || (classOf(catalog, name).class === 'privilege' && value !== superuser),
  )
  return Object.fromEntries(kept)
}
