import type { CatalogObject } from '../../catalog/index.ts'
import { describeConstraint } from '../constraints.ts'
import { defineKind, replace } from '../kind.ts'
import { containerName, partName } from '../names.ts'
import { flag } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-alterdomain.html */
export const domainConstraint = defineKind({
  kinds: ['domain constraint'],
  keyword: 'CONSTRAINT',
  name: constraint => `${partName(constraint)} ON DOMAIN ${containerName(constraint)}`,
  rank: 2,
  isSteady: true,
  create: (constraint, scene) => {
    const add = alterDomain(constraint, `ADD CONSTRAINT ${partName(constraint)}`)
    const definition = describeConstraint(constraint, scene)
    if (!flag(constraint, 'convalidated')) return `${add} ${definition}`
    return [`${add} ${definition} NOT VALID`, validate(constraint)]
  },
  drop: constraint => alterDomain(constraint, `DROP CONSTRAINT ${partName(constraint)}`),
  rename: (constraint, name) =>
    alterDomain(constraint, `RENAME CONSTRAINT ${partName(constraint)} TO ${name}`),
  changes: {
    convalidated: to => (flag(to, 'convalidated') ? validate(to) : replace),
  },
})

function validate(constraint: CatalogObject): string {
  return alterDomain(constraint, `VALIDATE CONSTRAINT ${partName(constraint)}`)
}

function alterDomain(constraint: CatalogObject, change: string): string {
  return `ALTER DOMAIN ${containerName(constraint)} ${change}`
}
