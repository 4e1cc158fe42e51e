import { listWords } from '../../base/index.ts'
import type { CatalogObject } from '../../catalog/index.ts'
import { quoteIdentifier } from '../../sql/index.ts'
import { defineKind, type Outcome } from '../kind.ts'
import { needOf, unquoteIdentifier } from '../names.ts'
import { list } from '../values.ts'

/**
 * What somebody is on a foreign server. Its options may be secret, so only their names are known.
 * @see https://www.postgresql.org/docs/18/sql-createusermapping.html
 */
export const userMapping = defineKind({
  kinds: ['user mapping'],
  name: object => `FOR ${userOf(object)} SERVER ${serverOf(object)}`,
  rank: 59,
  create: object => `CREATE USER MAPPING FOR ${userOf(object)} SERVER ${serverOf(object)}`,
  leaves: 'umoptions',
  loses: ({ identity, attributes }) =>
    attributes.umoptions === undefined ? undefined : `the options of the user mapping ${identity}`,
  rename: null,
  changes: { umoptions: changeSecrets },
})

function serverOf(object: CatalogObject): string {
  return needOf(object, 'server')
}

/** Of `reader on server far`, where PostgreSQL does not quote the name of the server. */
function userOf(object: CatalogObject): string {
  return object.identity.slice(0, -` on server ${unquoteIdentifier(serverOf(object))}`.length)
}

function changeSecrets(to: CatalogObject, from: CatalogObject): Outcome {
  const alter = `ALTER USER MAPPING FOR ${userOf(to)} SERVER ${serverOf(to)} OPTIONS`
  const [now, before] = [hashesOf(to), hashesOf(from)]
  const changed = [...now].filter(([name, hash]) => before.get(name) !== hash).map(([name]) => name)
  if (changed.length > 0) {
    const settings = changed.map(it => `${before.has(it) ? 'SET' : 'ADD'} ${quoteIdentifier(it)} '…'`)
    return {
      because: `the options of a user mapping may be secret, so a catalog has their hashes only: fill in ${listWords(changed)} and run ${alter} (${[...settings, ...listDrops(before, now)].join(', ')})`,
    }
  }
  return `${alter} (${listDrops(before, now).join(', ')})`
}

function listDrops(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  return [...before.keys()].filter(it => !now.has(it)).map(it => `DROP ${quoteIdentifier(it)}`)
}

/** By the name of the option. */
function hashesOf(object: CatalogObject): Map<string, string> {
  return new Map(
    list(object, 'umoptions').map(option => {
      const end = option.lastIndexOf('=')
      return [option.slice(0, end), option.slice(end + 1)]
    }),
  )
}
