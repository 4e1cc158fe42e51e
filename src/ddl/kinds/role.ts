import type { CatalogObject } from '../../catalog/index.ts'
import { defineKind } from '../kind.ts'
import { flag, literal, text, words } from '../values.ts'

const traits: Record<string, string> = {
  rolsuper: 'SUPERUSER',
  rolcreaterole: 'CREATEROLE',
  rolcreatedb: 'CREATEDB',
  rolinherit: 'INHERIT',
  rolcanlogin: 'LOGIN',
  rolreplication: 'REPLICATION',
  rolbypassrls: 'BYPASSRLS',
}

/** As CREATE ROLE makes one that is told nothing else. */
const plainRole = { rolinherit: true, rolconnlimit: -1 }

/** @see https://www.postgresql.org/docs/18/sql-createrole.html */
export const role = defineKind({
  kinds: ['role'],
  rank: 1,
  create: object =>
    words(
      `CREATE ROLE ${object.identity}`,
      ...describeChanges(object, { ...object, attributes: plainRole }),
      flag(object, 'rolcanlogin') && '/* without a password: none is ever read */',
    ),
  changes: {
    [`${Object.keys(traits).join(' ')} rolconnlimit rolvaliduntil`]: (to, from) =>
      words(`ALTER ROLE ${to.identity}`, ...describeChanges(to, from)),
  },
})

/** `NOINHERIT`, `CONNECTION LIMIT 3`: what differs. */
function describeChanges(to: CatalogObject, from: CatalogObject): (string | false)[] {
  const [limit, end] = [text(to, 'rolconnlimit') ?? '-1', text(to, 'rolvaliduntil')]
  return [
    ...Object.entries(traits)
      .filter(([column]) => flag(to, column) !== flag(from, column))
      .map(([column, trait]) => `${flag(to, column) ? '' : 'NO'}${trait}`),
    limit !== text(from, 'rolconnlimit') && `CONNECTION LIMIT ${limit}`,
    end !== text(from, 'rolvaliduntil') && `VALID UNTIL ${literal(end ?? 'infinity')}`,
  ]
}
