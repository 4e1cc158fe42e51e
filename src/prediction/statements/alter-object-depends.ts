import { defineStatement } from '../statement-play.ts'

/** Only notes that an extension needs the object; nobody's table is locked. */
export const alterObjectDepends = defineStatement({
  nodes: ['AlterObjectDependsStmt'],
  sources: ['ExecAlterObjectDependsStmt() in commands/alter.c'],
  play() {},
})
