export { modelOf } from './from-catalog.ts'
export { type Column, emptyModel, type Model, markExisting, type Table, unknownModel } from './model.ts'
export { creationSchema, findRelation, identityOf, isIndex, isTable, makeTable } from './names.ts'
export { type Prediction, Predictor } from './predictor.ts'
