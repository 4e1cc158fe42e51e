import type { CatalogObject } from '../catalog/index.ts'
import { splitExpressions } from '../sql/index.ts'
import { parenthesize } from './columns.ts'
import { describeOperatorClass } from './operator-classes.ts'
import type { Scene } from './scene.ts'
import { expression, flag, list, storageOptions, text, words } from './values.ts'

/** The key columns and expressions of an index, each with what it is ordered by; for EXCLUDE also its operator. */
export function describeKeys(index: CatalogObject, scene: Scene, operators: readonly string[] = []): string {
  const expressions = splitExpressions(expression(index, 'indexprs') ?? '')
  const [classes, collations, directions] = ['indclass', 'indcollation', 'indoption'].map(it =>
    list(index, it),
  )
  const classOptions = (index.attributes.class_options ?? []) as string[][]
  return keyColumns(index)
    .map((column, i) =>
      words(
        column === '(expression)' ? parenthesize(expressions.shift() ?? '') : column,
        describeCollation(index, column, collations![i], scene),
        describeClass(classes![i], classOptions[i]),
        describeDirection(Number(directions![i] ?? 0)),
        operators[i] !== undefined && `WITH ${operators[i]}`,
      ),
    )
    .join(', ')
}

/** What follows the keys of an index; of one that a constraint brings, in the words of ADD CONSTRAINT. */
export function describeIndexOptions(index: CatalogObject, isConstraint = false): string[] {
  const included = list(index, 'indkey').slice(Number(index.attributes.indnkeyatts))
  const options = list(index, 'reloptions')
  const tablespace = text(index, 'reltablespace')
  return [
    included.length > 0 && `INCLUDE (${included.join(', ')})`,
    !isConstraint && flag(index, 'indnullsnotdistinct') && 'NULLS NOT DISTINCT',
    options.length > 0 && `WITH (${storageOptions(options)})`,
    tablespace !== undefined && `${isConstraint ? 'USING INDEX ' : ''}TABLESPACE ${tablespace}`,
  ].filter(it => typeof it === 'string')
}

function keyColumns(index: CatalogObject): string[] {
  return list(index, 'indkey').slice(0, Number(index.attributes.indnkeyatts))
}

/** Only where it is not the column's own. */
function describeCollation(
  { within = '' }: CatalogObject,
  column: string,
  collation: string | undefined,
  scene: Scene,
): string | undefined {
  if (collation === undefined || collation === '0') return undefined
  const table = scene.to.get(within)
  const own = scene.to.get(`${table?.kind} column ${table?.identity}.${column}`)
  const inherited =
    own === undefined ? 'pg_catalog."default"' : (text(own, 'attcollation') ?? 'pg_catalog."default"')
  return collation === inherited ? undefined : `COLLATE ${collation}`
}

/** Parameters can only be given to a class that is named. */
function describeClass(
  operatorClass: string | undefined,
  options: readonly string[] = [],
): string | undefined {
  const name = describeOperatorClass(operatorClass)
  return options.length === 0 ? name : `${name} (${storageOptions(options)})`
}

/** Bits of `pg_index.indoption`: 1 for descending, 2 for nulls first, which is usual for descending ones. */
function describeDirection(option: number): string | undefined {
  return [undefined, 'DESC NULLS LAST', 'NULLS FIRST', 'DESC'][option]
}
