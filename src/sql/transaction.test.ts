import { expect, test } from 'vitest'
import { splitSource } from './split.ts'
import { needsOwnTransaction, transactionCommand } from './transaction.ts'

test.each([
  ['create index concurrently i on t (a)', true],
  ['create index i on t (a)', false],
  ['drop index concurrently i', true],
  ['reindex (concurrently) table t', true],
  ['reindex (concurrently false) table t', false],
  ['reindex table t', false],
  ['reindex schema s', true],
  ['vacuum t', true],
  ['analyze t', false],
  ['alter table t detach partition p concurrently', true],
  ['alter table t detach partition p', false],
  ['create subscription s connection $$$$ publication p', true],
  ['create subscription s connection $$$$ publication p with (connect = false)', false],
  ['create database d', true],
  ['alter system set work_mem = 1', true],
  ["alter type e add value 'x'", false],
])('%s', async (text, expected) => {
  const { statements } = await splitSource({
    file: '',
    text: text.replace('add value $$x$$', "add value 'x'"),
  })
  expect(needsOwnTransaction(statements[0]!)).toBe(expected)
})

test('transaction commands are known by what they do', async () => {
  const { statements } = await splitSource({
    file: '',
    text: 'begin; savepoint a; rollback to a; commit; rollback; end;',
  })
  expect(statements.map(transactionCommand)).toEqual([
    'begin',
    undefined,
    undefined,
    'commit',
    'rollback',
    'commit',
  ])
})
