import type { CatalogObject } from '../../catalog/index.ts'
import { defineKind } from '../kind.ts'
import type { Scene } from '../scene.ts'
import { flag, words } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-grant.html#SQL-GRANT-DESCRIPTION-ROLES */
export const membership = defineKind({
  kinds: ['membership'],
  rank: 2,
  create: grantRole,
  drop: object => {
    const { member, group } = rolesOf(object)
    return `REVOKE ${group} FROM ${member}`
  },
  rename: null,
  changes: { 'admin_option inherit_option set_option': changeOptions },
})

function grantRole(object: CatalogObject, scene: Scene): string {
  const { member, group } = rolesOf(object)
  return words(`GRANT ${group} TO ${member}`, describeOptions(object, scene))
}

function changeOptions(to: CatalogObject, _from: CatalogObject, scene: Scene): string {
  const { member, group } = rolesOf(to)
  // Before 16 there is one option, and granting again does not take it away.
  return scene.major < 16 && !flag(to, 'admin_option')
    ? `REVOKE ADMIN OPTION FOR ${group} FROM ${member}`
    : grantRole(to, scene)
}

function describeOptions(object: CatalogObject, { major }: Scene): string | false {
  if (major < 16) return flag(object, 'admin_option') && 'WITH ADMIN OPTION'
  const options = ['admin', 'inherit', 'set'].map(
    it => `${it.toUpperCase()} ${flag(object, `${it}_option`) ? 'TRUE' : 'FALSE'}`,
  )
  return `WITH ${options.join(', ')}`
}

/** `writer in reader`, where names are quoted if they need it. */
function rolesOf({ identity }: CatalogObject): { member: string; group: string } {
  const [, member = '', group = ''] = /^("(?:[^"]|"")*"|\S+) in (.*)$/s.exec(identity) ?? []
  return { member, group }
}
