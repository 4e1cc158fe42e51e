import { quoteQualified } from '../sql/index.ts'
import type { Model } from './remedy.ts'

/** What something is on. */
interface Owner {
  schema: string
  name: string
}

/** The name that PostgreSQL gives a constraint without one: `orders_total_check` (`ChooseConstraintName`). */
export function chooseConstraintName(model: Model, owner: Owner, columns: readonly string[], label: string) {
  const taken = new Set(
    [...model.relations.values()].flatMap(it =>
      'constraints' in it && it.schema === owner.schema ? it.constraints.map(({ name }) => name) : [],
    ),
  )
  return choose(owner, columns, label, name => taken.has(name))
}

/** The name that it gives an index that is to be a constraint: `orders_pkey` (`ChooseIndexName`). */
export function chooseIndexName(model: Model, owner: Owner, columns: readonly string[], label: string) {
  const isTaken = (name: string) => model.relations.has(quoteQualified(owner.schema, name))
  return choose(owner, columns, label, isTaken)
}

function choose(
  { name }: Owner,
  columns: readonly string[],
  label: string,
  isTaken: (name: string) => boolean,
): string {
  for (let pass = 0; ; pass++) {
    const chosen = makeName(name, columns.join('_'), pass === 0 ? label : `${label}${pass}`)
    if (!isTaken(chosen)) return chosen
  }
}

/** The longest name of PostgreSQL, in bytes (`NAMEDATALEN`). */
const longestName = 63

/** Joins the parts with underscores and cuts the longer one of the first two until it fits (`makeObjectName`). */
export function makeName(first: string, second: string, label: string): string {
  const room = longestName - Buffer.byteLength(label) - 1 - (second === '' ? 0 : 1)
  let [firstBytes, secondBytes] = [Buffer.byteLength(first), Buffer.byteLength(second)]
  while (firstBytes + secondBytes > room) {
    if (firstBytes > secondBytes) firstBytes--
    else secondBytes--
  }
  return [clip(first, firstBytes), clip(second, secondBytes), label].filter(it => it !== '').join('_')
}

/** The beginning of a text that has so many bytes, without half a character. */
function clip(text: string, bytes: number): string {
  let clipped = ''
  for (const character of text) {
    if (Buffer.byteLength(clipped + character) > bytes) break
    clipped += character
  }
  return clipped
}
