import { defineKind } from '../kind.ts'

/** @see https://www.postgresql.org/docs/18/sql-createopfamily.html */
export const operatorFamily = defineKind({
  kinds: ['operator family'],
  rank: 58,
  create: ({ identity }) => `CREATE OPERATOR FAMILY ${identity}`,
  changes: {},
})
