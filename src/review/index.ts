export { type Review, type ReviewOptions, review } from './review.ts'
