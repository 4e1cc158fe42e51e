import { formatRangeVar } from '../../sql/index.ts'
import { droppedNames } from '../named-tables.ts'
import { defineRule } from '../rule.ts'

export const tableWithoutComment = defineRule({
  name: 'table-without-comment',
  group: 'style',
  severity: 'info',
  summary: 'A new table gets no comment in its script.',
  why: `
    A comment is read where the table is: in psql, in diagrams, in every tool that reads the catalog. The script that makes the
    table is written by somebody who knows what it is for.`,
  sources: ['https://www.postgresql.org/docs/current/sql-comment.html'],
  isOptional: true,
  examples: {
    bad: [{ title: 'No comment', up: 'create table shop.tags (name text primary key);' }],
    good: [
      {
        title: 'A comment',
        up: `create table shop.tags (name text primary key);
          comment on table shop.tags is 'Words by which orders are found';`,
      },
    ],
  },
  checkStatement: ({ statement, following }) => {
    if (!('CreateStmt' in statement.node)) return []
    const { relation = {} } = statement.node.CreateStmt
    const isCommented = following().some(({ node }) => {
      if (!('CommentStmt' in node) || node.CommentStmt.objtype !== 'OBJECT_TABLE') return false
      return (
        node.CommentStmt.object !== undefined &&
        droppedNames([node.CommentStmt.object])[0]?.at(-1) === relation.relname
      )
    })
    if (isCommented || relation.relpersistence === 't') return []
    const table = formatRangeVar(relation)
    return [
      {
        message: `Nothing says what ${table} is for`,
        location: statement.location,
        object: `table ${table}`,
        evidence: {},
        remedy: { title: 'Say it', sql: `COMMENT ON TABLE ${table} IS '…';` },
      },
    ]
  },
})
