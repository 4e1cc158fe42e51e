import type { CatalogObject } from '../../catalog/index.ts'
import { quoteIdentifier } from '../../sql/index.ts'
import { defineKind } from '../kind.ts'
import { describeSettings } from '../settings.ts'
import { nameDatabase, thisDatabase } from '../this-database.ts'
import { list } from '../values.ts'

/**
 * Settings of a role, of the database, or of a role in the database.
 * @see https://www.postgresql.org/docs/18/sql-alterrole.html
 */
export const settings = defineKind({
  kinds: ['settings'],
  // They may name what an extension brings.
  rank: 95,
  create: object => describeSettings(list(object, 'setconfig')).map(it => alter(object, `SET ${it}`)),
  drop: object => resetAll(list(object, 'setconfig')).map(it => alter(object, it)),
  rename: null,
  changes: {
    setconfig: (to, from) => {
      const [now, before] = [list(to, 'setconfig'), list(from, 'setconfig')]
      const names = now.map(nameOf)
      return [
        ...resetAll(before.filter(it => !names.includes(nameOf(it)))),
        ...describeSettings(now.filter(it => !before.includes(it))).map(it => `SET ${it}`),
      ].map(it => alter(to, it))
    },
  },
})

function resetAll(settings: readonly string[]): string[] {
  return settings.map(it => `RESET ${nameOf(it).split('.').map(quoteIdentifier).join('.')}`)
}

function nameOf(setting: string): string {
  return setting.slice(0, setting.indexOf('='))
}

/** `reader in all`, `all in this database`, `reader in this database`. */
function alter({ identity }: CatalogObject, change: string): string {
  const [, role, place] = /^(.*) in (all|this database)$/s.exec(identity) ?? []
  if (place === 'all') return `ALTER ROLE ${role === 'all' ? 'ALL' : role} ${change}`
  if (role === 'all') return nameDatabase(`ALTER DATABASE ${thisDatabase} ${change}`)
  return nameDatabase(`ALTER ROLE ${role} IN DATABASE ${thisDatabase} ${change}`)
}
