// Written by `npm run gen` from remedies/; do not edit.
import { concurrentIndex } from './remedies/concurrent-index.ts'
import { constraintFromIndex } from './remedies/constraint-from-index.ts'
import { notNullAfterCheck } from './remedies/not-null-after-check.ts'
import { validatedCheck } from './remedies/validated-check.ts'
import { validatedForeignKey } from './remedies/validated-foreign-key.ts'

export const remedies = [
  concurrentIndex,
  constraintFromIndex,
  notNullAfterCheck,
  validatedCheck,
  validatedForeignKey,
]
