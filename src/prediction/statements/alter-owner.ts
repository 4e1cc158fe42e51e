import { defineStatement } from '../statement-play.ts'

/** Of what is no relation: nobody's table is locked. */
export const alterOwner = defineStatement({
  nodes: ['AlterOwnerStmt'],
  sources: ['ExecAlterOwnerStmt() in commands/alter.c'],
  play() {},
})
