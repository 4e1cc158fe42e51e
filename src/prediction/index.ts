export { builtins } from './builtins.gen.ts'
export { columnsOf, volatilityOf } from './expressions.ts'
export { modelOf } from './from-catalog.ts'
export {
  type Column,
  type Constraint,
  emptyModel,
  type Index,
  type Model,
  markExisting,
  type Publication,
  type Relation,
  type Routine,
  type Sequence,
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
  makeTable,
} from './names.ts'
export {
  chooseConstraintName,
  chooseRelationName,
  joinColumnNames,
  makeObjectName,
} from './names-chosen.ts'
export { type Prediction, Predictor } from './predictor.ts'
export type { TypeRef } from './type.ts'
export { formatType, isSerial, parseType, readTypeName } from './type-ref.ts'
