import type { RequestListener } from 'node:http'
import { AppError } from '../platform/problem-error'
import { problemHeaders, problemOf, PROBLEM_TYPE } from './problem'

/** What callers hear between taking the port and opening the house. */
export const notReady: RequestListener = (_request, response) => {
  const error = new AppError('unavailable')
  const problem = problemOf(error, 'starting')
  response.writeHead(problem.status, {
    'Content-Type': PROBLEM_TYPE,
    Connection: 'close',
    ...problemHeaders(error),
  })
  response.end(JSON.stringify(problem))
}
