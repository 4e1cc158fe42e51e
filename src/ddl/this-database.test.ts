import { expect, test } from 'vitest'
import { nameDatabase, thisDatabase } from './this-database.ts'

test('the database is named when the statement runs, and all else stays as it is', () => {
  const statement = nameDatabase(`ALTER DATABASE ${thisDatabase} SET a TO '100% $do$'`)
  expect(statement).toBe(
    "DO $do_$BEGIN EXECUTE format('ALTER DATABASE %I SET a TO ''100%% $do$''', current_database()); END$do_$",
  )
})
