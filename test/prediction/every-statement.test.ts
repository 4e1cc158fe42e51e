import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { statements } from '../../src/prediction/statements.gen.ts'

/** What ends like a statement, and why it has no play. */
const noStatements = {
  TransactionStmt: 'followed by the predictor itself and by whoever runs the transactions',
  PLAssignStmt: 'an assignment of PL/pgSQL',
  RawStmt: 'what the parser wraps statements in',
  ReplicaIdentityStmt: 'a part of ALTER TABLE',
  ReturnStmt: 'the body of a function that is written in SQL',
  SetOperationStmt: 'made by the analysis of a SELECT',
}

test('every statement of the parser is played', () => {
  const types = createRequire(import.meta.url).resolve('@pgsql/types/package.json')
  const text = readFileSync(types.replace('package.json', 'types.d.ts'), 'utf8')
  const all = new Set([...text.matchAll(/\b(\w+Stmt): /g)].map(([, name]) => name!))
  const played = new Set<string>(statements.flatMap(({ nodes }) => [...nodes]))
  const others = [...all].filter(name => !played.has(name) && !(name in noStatements))
  expect(all.size).toBeGreaterThan(100)
  expect(others).toEqual([])
})

test('no statement is played twice', () => {
  const nodes = statements.flatMap(play => [...play.nodes] as string[])
  expect(nodes.filter((name, i) => nodes.indexOf(name) !== i)).toEqual([])
})
