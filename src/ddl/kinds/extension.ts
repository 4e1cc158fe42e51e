import { defineKind } from '../kind.ts'
import { literal, text, words } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createextension.html */
export const extension = defineKind({
  kinds: ['extension'],
  rank: 25,
  create: object =>
    words(
      'CREATE EXTENSION',
      object.identity,
      `SCHEMA ${text(object, 'extnamespace')}`,
      `VERSION ${versionOf(object)}`,
    ),
  loses: ({ identity }) => `what the extension ${identity} keeps`,
  changes: {
    extversion: object => `ALTER EXTENSION ${object.identity} UPDATE TO ${versionOf(object)}`,
    extnamespace: object => `ALTER EXTENSION ${object.identity} SET SCHEMA ${text(object, 'extnamespace')}`,
    // It belongs to whoever creates it.
    extowner: ({ identity }, _from, scene) =>
      scene.isNew(`extension ${identity}`)
        ? undefined
        : { because: 'PostgreSQL has no statement that changes the owner of an extension' },
  },
  rename: null,
})

function versionOf(object: Parameters<typeof text>[0]): string {
  return literal(text(object, 'extversion') ?? '')
}
