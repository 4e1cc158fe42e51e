// Written by `npm run gen` from formats/; do not edit.
import { dbmate } from './formats/dbmate.ts'
import { diesel } from './formats/diesel.ts'
import { drizzle } from './formats/drizzle.ts'
import { flyway } from './formats/flyway.ts'
import { golangMigrate } from './formats/golang-migrate.ts'
import { goose } from './formats/goose.ts'
import { graphileMigrate } from './formats/graphile-migrate.ts'
import { liquibase } from './formats/liquibase.ts'
import { nodePgMigrate } from './formats/node-pg-migrate.ts'
import { pgwright } from './formats/pgwright.ts'
import { pop } from './formats/pop.ts'
import { prisma } from './formats/prisma.ts'
import { sqitch } from './formats/sqitch.ts'
import { sqlFiles } from './formats/sql-files.ts'
import { sqlx } from './formats/sqlx.ts'
import { supabase } from './formats/supabase.ts'
import { versionedFolders } from './formats/versioned-folders.ts'

export const formats = [
  dbmate,
  diesel,
  drizzle,
  flyway,
  golangMigrate,
  goose,
  graphileMigrate,
  liquibase,
  nodePgMigrate,
  pgwright,
  pop,
  prisma,
  sqitch,
  sqlFiles,
  sqlx,
  supabase,
  versionedFolders,
]
