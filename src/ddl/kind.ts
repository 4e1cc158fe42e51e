import type { AttributeValue, CatalogObject } from '../catalog/index.ts'
import type { Scene } from './scene.ts'

/** A statement, or several in this order, without semicolons; nothing where another change brings it about. */
export type Sql = string | string[] | undefined

/** What is done about a change, where that is more than a statement. */
export interface Action {
  sql: Sql
  /** What is gone for good, in words: `the rows of shop.orders`. */
  loses?: string
  /** Keys of objects that cannot have dependants while it runs, as a column whose type changes. */
  disturbs?: string[]
  /**
   * Keys of what depends on the object and is taken along by the action, when the object itself is another afterwards;
   * all else that depends on it is made anew around the action.
   */
  carries?: string[]
  /** It waits until all else is there, as filling a materialized view. */
  isLast?: boolean
  /** For each statement that PostgreSQL may refuse as it stands, what does the same at a price. */
  otherwise?: string
}

/** The object must be dropped and made anew. */
export const replace = Symbol('replace')

/** No statement can do it. */
export interface Refusal {
  because: string
}

export type Outcome = Sql | Action | (string | Action)[] | Refusal | typeof replace

/** What must be done for attributes of an object, `from` being as it is and `to` as it should be. */
export type Change = (to: CatalogObject, from: CatalogObject, scene: Scene) => Outcome

/** How objects of a kind are written as SQL. */
export interface Kind {
  /** PostgreSQL's words for it, as in the catalog. */
  kinds: string[]
  /** Which of them, where PostgreSQL has one word for several, as for types. */
  isOne?(object: CatalogObject): boolean
  /** How commands call it, as `TABLE` in `ALTER TABLE`; default: the kind in capitals. */
  keyword?: string
  /** The name after the keyword where it is not the identity. */
  name?(object: CatalogObject): string
  /** How GRANT calls it, where that is another word: `TABLE` for a view. */
  grantKeyword?: string
  /** Whether and where it stands among others that do not depend on each other: smaller first. */
  rank: number
  create(object: CatalogObject, scene: Scene): Outcome
  /** What stands for it where something it needs needs it first, as a type without a definition for its functions. */
  shell?(object: CatalogObject): Sql
  /** Attributes that CREATE leaves as they are by default, for `changes` to set. */
  leaves?: string
  /** What some of these are by default, where that is not nothing. */
  initially?(object: CatalogObject, scene: Scene): Record<string, AttributeValue>
  /** Whether CREATE of this object writes a part of it, too. */
  absorbs?(part: CatalogObject): boolean
  /** Default: DROP with the keyword and the name. */
  drop?(object: CatalogObject, scene: Scene): Outcome
  /** What a drop loses that CREATE does not bring back. */
  loses?(object: CatalogObject, scene: Scene): string | undefined
  /** By attributes that are changed together, separated by blanks. */
  changes: Record<string, Change>
  /** Default: ALTER with the keyword, RENAME TO; null where it has no name to change. */
  rename?: ((object: CatalogObject, name: string, scene: Scene) => Sql) | null
  /** It is there because of what it comes with, and cannot come or go alone, as a column of a view. */
  isBound?: boolean
  /** It acts when others are changed, as an event trigger: it goes before them and comes after them. */
  isWatching?: boolean
  /** The server itself keeps it right while what it depends on is altered, as an index whose column's type changes. */
  isSteady?: boolean
}

export function defineKind(kind: Kind): Kind {
  return kind
}
