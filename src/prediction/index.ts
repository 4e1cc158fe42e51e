export { modelOf } from './from-catalog.ts'
export {
  type Constraint,
  emptyModel,
  type Index,
  type Model,
  markExisting,
  type Relation,
  type Table,
  unknownModel,
} from './model.ts'
export { creationSchema, findRelation, findType, identityOf, isIndex, isTable } from './names.ts'
export { type Prediction, Predictor } from './predictor.ts'
export { formatType, isSerial, readTypeName, type TypeRef } from './type-ref.ts'
