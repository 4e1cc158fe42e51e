import type { CatalogObject } from '../../catalog/index.ts'
import { defineKind } from '../kind.ts'
import { withoutArguments } from '../routine-name.ts'
import { flag, text, words } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createlanguage.html */
export const language = defineKind({
  kinds: ['language'],
  rank: 28,
  create: object => createLanguage(object),
  changes: {
    'lanpltrusted lanplcallfoid laninline lanvalidator': to => createLanguage(to, 'OR REPLACE '),
  },
})

function createLanguage(object: CatalogObject, or = ''): string {
  const [handler, inline, validator] = ['lanplcallfoid', 'laninline', 'lanvalidator'].map(it =>
    withoutArguments(text(object, it)),
  )
  return words(
    `CREATE ${or}${flag(object, 'lanpltrusted') ? 'TRUSTED ' : ''}LANGUAGE ${object.identity}`,
    handler && `HANDLER ${handler}`,
    inline && `INLINE ${inline}`,
    validator && `VALIDATOR ${validator}`,
  )
}
