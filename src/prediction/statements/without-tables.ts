import { defineStatement } from '../statement-play.ts'

/** What touches no relation that others use, and leaves nothing that a later statement of a migration needs. */
export const withoutTables = defineStatement({
  nodes: [
    'AlterDatabaseRefreshCollStmt',
    'AlterDatabaseSetStmt',
    'AlterDatabaseStmt',
    'AlterRoleSetStmt',
    'AlterRoleStmt',
    'AlterTableSpaceOptionsStmt',
    'CreateRoleStmt',
    'CreateTableSpaceStmt',
    'CreatedbStmt',
    'DropRoleStmt',
    'DropTableSpaceStmt',
    'DropdbStmt',
    'GrantRoleStmt',
    // Properties of what the model only knows by name
    'AlterCollationStmt',
    'AlterDefaultPrivilegesStmt',
    'AlterEventTrigStmt',
    'AlterFdwStmt',
    'AlterForeignServerStmt',
    'AlterOpFamilyStmt',
    'AlterOperatorStmt',
    'AlterSubscriptionStmt',
    'AlterTSConfigurationStmt',
    'AlterTSDictionaryStmt',
    'AlterTypeStmt',
    'AlterUserMappingStmt',
  ],
  sources: ['the manual, "SQL Commands"'],
  play() {},
})
