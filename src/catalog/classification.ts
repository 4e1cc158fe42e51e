import { databases } from './classification/databases.ts'
import { records } from './classification/records.ts'
import { relations } from './classification/relations.ts'
import { routines } from './classification/routines.ts'
import { types } from './classification/types.ts'
import type { ClassifiedCatalog, ClassifiedColumn } from './classify.ts'

/** Every column of every system catalog of PostgreSQL 14 to 18, and the few attributes that no column holds. */
export const classification: ReadonlyMap<string, ClassifiedCatalog> = new Map([
  ...relations,
  ...routines,
  ...types,
  ...databases,
  ...records,
])

/** A column that nobody has thought of yet means something until somebody says otherwise. */
const unknown: ClassifiedColumn = { class: 'meaning', words: '' }

export function classOf(catalog: string, column: string): ClassifiedColumn {
  return classification.get(catalog)?.columns.get(column) ?? unknown
}

const byAttribute = new Map([...classification.values()].flatMap(({ columns }) => [...columns]))

/** The same for an attribute of an object: the names of catalog columns differ from catalog to catalog. */
export function describeAttribute(name: string): ClassifiedColumn {
  const { class: columnClass, words } = byAttribute.get(name) ?? unknown
  return { class: columnClass, words: words || name }
}
