export { isUnanswered, ShelfcastError as ApiError, toFailure, type Failure } from '../../sdk/src/index.ts';
