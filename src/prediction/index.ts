export { modelOf } from './from-catalog.ts'
export { emptyModel, type Model, markExisting, unknownModel } from './model.ts'
export { type Prediction, Predictor } from './predictor.ts'
