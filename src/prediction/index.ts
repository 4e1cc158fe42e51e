export { builtins } from './builtins.gen.ts'
export { modelOf } from './from-catalog.ts'
export {
  type Column,
  type Constraint,
  emptyModel,
  type Index,
  type Model,
  markExisting,
  type Relation,
  type Routine,
  type Table,
  unknownModel,
} from './model.ts'
export {
  creationSchema,
  findRelation,
  findRoutines,
  findType,
  identityOf,
  isIndex,
  isTable,
} from './names.ts'
export { type Prediction, Predictor } from './predictor.ts'
export { formatType, isSerial, parseType, readTypeName, type TypeRef } from './type-ref.ts'
