// Written by `npm run gen` from actions/; do not edit.
import { setNotNull } from './actions/set-not-null.ts'

export const actions = [
  setNotNull,
]
