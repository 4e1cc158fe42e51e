import { expect, test } from 'vitest'
import { addRules, readComment } from './about.ts'

test('a comment says who answers for it and how it is tagged', () => {
  expect(
    readComment(
      'What customers bought.\n\n@owner payments\n@tag pii, gdpr\n  @tags audit pii\nKept for years.',
    ),
  ).toEqual({
    comment: 'What customers bought.\n\nKept for years.',
    responsible: 'payments',
    tags: ['audit', 'gdpr', 'pii'],
    notes: [],
  })
})

test('what only looks like a line of that kind is part of the comment', () => {
  for (const comment of [
    'write to me@owner.example',
    'see @tagged things',
    '@owner',
    'the @owner is unknown',
  ]) {
    expect(readComment(comment)).toEqual({ comment, tags: [], notes: [] })
  }
})

test('a comment of nothing but such lines is no comment', () => {
  expect(readComment('@tag pii')).toEqual({ tags: ['pii'], notes: [] })
  expect(readComment()).toEqual({ tags: [], notes: [] })
})

test('the comment comes before the rules, and the last rule before the others', () => {
  const rules = [
    { object: 'table *', owner: 'platform', tags: ['core'], note: 'from the first' },
    { object: 'table shop.*', owner: 'shop', tags: ['pii'], note: 'from the last' },
  ]
  expect(addRules(readComment(), rules)).toEqual({
    responsible: 'shop',
    tags: ['core', 'pii'],
    notes: ['from the first', 'from the last'],
  })
  expect(addRules(readComment('@owner payments\n@tag pii'), rules).responsible).toBe('payments')
})
