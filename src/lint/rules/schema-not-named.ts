import { formatRangeVar, type RangeVar } from '../../sql/index.ts'
import { droppedNames } from '../named-tables.ts'
import { defineRule, type Scene } from '../rule.ts'

export const schemaNotNamed = defineRule({
  name: 'schema-not-named',
  group: 'style',
  severity: 'info',
  summary: 'A table is created, altered or dropped without its schema.',
  why: `
    Which table a bare name means hangs on the \`search_path\` of whoever runs the script: the role, the database and the tool
    can each set another one. With its schema the name means one table everywhere.`,
  sources: ['https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATH'],
  isOptional: true,
  examples: {
    bad: [{ title: 'A bare name', up: 'create table tags (name text);' }],
    good: [
      { title: 'With its schema', up: 'create table shop.tags (name text);' },
      { title: 'Temporary tables have none', up: 'create temporary table tags (name text);' },
    ],
  },
  checkStatement: scene =>
    bareNames(scene).map(name => ({
      message: `Which ${name} is meant hangs on the search_path`,
      location: scene.statement.location,
      object: `table ${name}`,
      evidence: { searchPath: scene.model.settings.get('search_path') },
      remedy: { title: `Name its schema, such as public.${name}` },
    })),
})

function bareNames({ statement: { node } }: Scene): string[] {
  if ('DropStmt' in node && node.DropStmt.removeType === 'OBJECT_TABLE') {
    return droppedNames(node.DropStmt.objects)
      .filter(({ length }) => length === 1)
      .map(([name]) => name!)
  }
  const inner = Object.values(node)[0] as { relation?: RangeVar }
  const relation = 'CreateTableAsStmt' in node ? node.CreateTableAsStmt.into?.rel : inner.relation
  const isMeant = ['CreateStmt', 'CreateTableAsStmt', 'AlterTableStmt', 'IndexStmt'].some(it => it in node)
  if (!isMeant || relation === undefined || relation.schemaname !== undefined) return []
  return relation.relpersistence === 't' ? [] : [formatRangeVar(relation)]
}
