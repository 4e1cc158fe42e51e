export { builtins } from './builtins.gen.ts'
export { modelOf } from './from-catalog.ts'
export {
  type Column,
  emptyModel,
  type Index,
  type Model,
  markExisting,
  type Routine,
  type Table,
  unknownModel,
} from './model.ts'
export { findRelation, findRoutines, identityOf, isTable } from './names.ts'
export { type Prediction, Predictor } from './predictor.ts'
export { formatType, parseType, readTypeName, type TypeRef } from './type-ref.ts'
