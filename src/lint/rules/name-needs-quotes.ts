import { quoteIdentifier, type Statement } from '../../sql/index.ts'
import { constraintsIn } from '../column-definitions.ts'
import { stringsOf } from '../named-tables.ts'
import { defineRule, type Scene } from '../rule.ts'

export const nameNeedsQuotes = defineRule({
  name: 'name-needs-quotes',
  group: 'style',
  severity: 'info',
  summary: 'Something gets a name that every statement has to put in quotes.',
  why: `
    A name with capitals, spaces or the spelling of a keyword is found only in quotes, exactly as it was written. Without them
    \`userId\` is \`userid\`, which is not there, and \`order\` is a syntax error.`,
  sources: ['https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS'],
  isOptional: true,
  examples: {
    bad: [
      { title: 'Capitals', up: 'create table shop.tags ("tagName" text);' },
      { title: 'A keyword', up: 'create table shop."order" (id bigint);' },
    ],
    good: [
      { title: 'Small letters', up: 'create table shop.tags (tag_name text);' },
      { title: 'Quotes that are not needed', up: 'create table shop.tags ("name" text);' },
    ],
  },
  checkStatement: scene =>
    givenNames(scene)
      .filter(name => quoteIdentifier(name) !== name)
      .map(name => ({
        message: `${quoteIdentifier(name)} is found only in quotes`,
        location: scene.statement.location,
        evidence: { name },
        remedy: { title: `Choose a name such as ${toPlainName(name)}` },
      })),
})

/** The names that a statement gives to tables, columns, indexes, constraints, types and schemas. */
function givenNames(scene: Scene): string[] {
  const columns = scene.columns.filter(({ how }) => how !== 'retyped')
  const constraints = columns.flatMap(it => it.constraints)
  const names = [...columns.map(({ name }) => name), ...constraints.map(({ conname }) => conname)]
  return [...names, ...ownNames(scene.statement)].filter(
    name => name !== undefined && name !== '',
  ) as string[]
}

function ownNames({ node }: Statement): (string | undefined)[] {
  if ('CreateStmt' in node) {
    const { relation, tableElts } = node.CreateStmt
    return [relation?.relname, ...constraintsIn(tableElts).map(({ conname }) => conname)]
  }
  if ('IndexStmt' in node) return [node.IndexStmt.idxname]
  if ('ViewStmt' in node) return [node.ViewStmt.view?.relname]
  if ('CreateSeqStmt' in node) return [node.CreateSeqStmt.sequence?.relname]
  if ('CreateSchemaStmt' in node) return [node.CreateSchemaStmt.schemaname]
  if ('CreateEnumStmt' in node) return [stringsOf(node.CreateEnumStmt.typeName).at(-1)]
  if ('CreateFunctionStmt' in node) return [stringsOf(node.CreateFunctionStmt.funcname).at(-1)]
  return 'RenameStmt' in node ? [node.RenameStmt.newname] : []
}

function toPlainName(name: string): string {
  const plain = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
  return quoteIdentifier(plain) === plain ? plain : `${plain}_`
}
