import { defineKind } from '../kind.ts'
import { text } from '../values.ts'

/** Comes with its range, and has its owner. */
export const multirangeType = defineKind({
  kinds: ['type'],
  isOne: object => text(object, 'typtype') === 'm',
  rank: 44,
  create: () => undefined,
  drop: () => undefined,
  changes: { typowner: () => undefined },
})
