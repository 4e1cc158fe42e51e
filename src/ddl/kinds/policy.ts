import type { CatalogObject } from '../../catalog/index.ts'
import { parenthesize } from '../columns.ts'
import { defineKind, replace } from '../kind.ts'
import { containerName, partName } from '../names.ts'
import { expression, flag, list, text, words } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createpolicy.html */
export const policy = defineKind({
  kinds: ['policy'],
  name: nameOnTable,
  rank: 4,
  create: object =>
    words(
      `CREATE POLICY ${nameOnTable(object)}`,
      !flag(object, 'polpermissive') && 'AS RESTRICTIVE',
      `FOR ${commands[text(object, 'polcmd') ?? '*']}`,
      describeRoles(object),
      ...describeConditions(object),
    ),
  changes: {
    // What a policy has it keeps, unless it gets another.
    'polroles polqual polwithcheck': (to, from) =>
      ['polqual', 'polwithcheck'].some(it => it in from.attributes && !(it in to.attributes))
        ? replace
        : words(`ALTER POLICY ${nameOnTable(to)}`, describeRoles(to), ...describeConditions(to)),
  },
})

const commands: Record<string, string> = { '*': 'ALL', r: 'SELECT', a: 'INSERT', w: 'UPDATE', d: 'DELETE' }

function nameOnTable(object: CatalogObject): string {
  return `${partName(object)} ON ${containerName(object)}`
}

function describeRoles(object: CatalogObject): string {
  return `TO ${list(object, 'polroles')
    .map(role => (role === '0' ? 'PUBLIC' : role))
    .join(', ')}`
}

function describeConditions(object: CatalogObject): (string | undefined)[] {
  const [using, check] = [expression(object, 'polqual'), expression(object, 'polwithcheck')]
  return [using && `USING ${parenthesize(using)}`, check && `WITH CHECK ${parenthesize(check)}`]
}
