import type { CatalogObject } from '../../catalog/index.ts'
import { firing } from '../firing.ts'
import { defineKind } from '../kind.ts'
import { containerName, partName } from '../names.ts'
import { expression, text } from '../values.ts'

/**
 * Rules that somebody wrote; that of a view is the view.
 * @see https://www.postgresql.org/docs/18/sql-createrule.html
 */
export const rule = defineKind({
  kinds: ['rule'],
  name: object => `${partName(object)} ON ${containerName(object)}`,
  rank: 6,
  create: object => definitionOf(object),
  leaves: 'ev_enabled',
  initially: () => ({ ev_enabled: 'O' }),
  changes: {
    'ev_type is_instead ev_qual ev_action': object =>
      definitionOf(object).replace(/^CREATE /, 'CREATE OR REPLACE '),
    ev_enabled: to =>
      `ALTER TABLE ${containerName(to)} ${firing[text(to, 'ev_enabled')!]} RULE ${partName(to)}`,
  },
})

/** The server prints the whole command. */
function definitionOf(object: CatalogObject): string {
  return (expression(object, 'ev_action') ?? '').replace(/;\s*$/, '')
}
