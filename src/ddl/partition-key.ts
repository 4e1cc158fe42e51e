import type { CatalogObject } from '../catalog/index.ts'
import { splitExpressions } from '../sql/index.ts'
import { parenthesize } from './columns.ts'
import { describeOperatorClass } from './operator-classes.ts'
import { expression, list, text, words } from './values.ts'

const strategies: Record<string, string> = { l: 'LIST', r: 'RANGE', h: 'HASH' }

/** What follows PARTITION BY: `RANGE (placed, lower(region) COLLATE "C")`. */
export function describePartitionKey(object: CatalogObject): string {
  const expressions = splitExpressions(expression(object, 'partexprs') ?? '')
  const [classes, collations] = [list(object, 'partclass'), list(object, 'partcollation')]
  const keys = list(object, 'partattrs').map((column, i) =>
    words(
      column === '(expression)' ? parenthesize(expressions.shift() ?? '') : column,
      isOwnCollation(collations[i]) && `COLLATE ${collations[i]}`,
      describeOperatorClass(classes[i]),
    ),
  )
  return `${strategies[text(object, 'partstrat') ?? '']} (${keys.join(', ')})`
}

export function isOwnCollation(collation: string | undefined): boolean {
  return collation !== undefined && collation !== '0' && collation !== 'pg_catalog."default"'
}
