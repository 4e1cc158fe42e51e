import type { CatalogObject } from '../../catalog/index.ts'
import { type Change, defineKind, type Kind } from '../kind.ts'
import { changePrivileges } from '../privileges.ts'

/**
 * The privileges that what a role makes will come with; there as long as they differ from PostgreSQL's own.
 * @see https://www.postgresql.org/docs/18/sql-alterdefaultprivileges.html
 */
export const defaultAcl: Kind = defineKind({
  kinds: ['default acl'],
  grantKeyword: '',
  // What is made before has its privileges as they are.
  rank: 98,
  create: () => undefined,
  leaves: 'defaclacl',
  drop: (object, scene) => change({ ...object, attributes: {} }, object, scene),
  rename: null,
  changes: { defaclacl: (to, from, scene) => change(to, from, scene) },
})

const change: Change = (to, from, scene) => {
  const { role, schema, what } = readIdentity(to)
  const place = schema === undefined ? '' : ` IN SCHEMA ${schema}`
  return changePrivileges({ ...to, identity: what }, from, 'defaclacl', defaultAcl, scene).map(
    it => `ALTER DEFAULT PRIVILEGES FOR ROLE ${role}${place} ${it}`,
  )
}

/** `for role writer in schema shop on tables` */
function readIdentity({ identity }: CatalogObject): {
  role: string
  schema: string | undefined
  what: string
} {
  const name = '("(?:[^"]|"")*"|\\S+)'
  const [, role = '', schema, what = ''] =
    new RegExp(`^for role ${name}(?: in schema ${name})? on (.*)$`, 's').exec(identity) ?? []
  return { role, schema, what: what.toUpperCase() }
}
