export { type Review, type ReviewOptions, review, reviewSelection } from './review.ts'
