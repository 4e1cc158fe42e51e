import { defineKind } from '../kind.ts'
import { changePrivileges } from '../privileges.ts'

/**
 * Who may set a parameter; it is there as long as anybody may.
 * @see https://www.postgresql.org/docs/18/sql-grant.html
 */
export const parameterAcl = defineKind({
  kinds: ['parameter ACL'],
  grantKeyword: 'PARAMETER',
  rank: 5,
  create: () => undefined,
  leaves: 'paracl',
  drop: (object, scene) =>
    changePrivileges({ ...object, attributes: {} }, object, 'paracl', parameterAcl, scene),
  rename: null,
  changes: {},
})
