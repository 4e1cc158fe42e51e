import { defineKind } from '../kind.ts'

/** @see https://www.postgresql.org/docs/18/sql-createschema.html */
export const schema = defineKind({
  kinds: ['schema'],
  rank: 20,
  create: ({ identity }) => `CREATE SCHEMA ${identity}`,
  changes: {},
})
