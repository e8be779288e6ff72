import { createAmbient } from './ambient'

/** What every line logged during one request carries. */
export interface RequestContext {
  readonly requestId: string
  /** The route's pattern, `GET /notices/{id}`; set once it is known. */
  route?: string
  accountId?: string
  communityId?: string
  /** The route keeps nothing of who came when (a secret ballot): neither may any line logged on the way. */
  detached?: true
  /** Once answered it is left out of the metrics (`Route.uncounted`). */
  uncounted?: true
}

const requests = createAmbient<RequestContext>()

/** Lines logged inside carry the request's id, or the day alone when it is detached. */
export const runInRequest = <T>(context: RequestContext, fn: () => Promise<T>): Promise<T> =>
  requests.run(context, fn)

/** The request whose lines are logged here; undefined in jobs, in scripts and while something is only read. */
export const currentRequest = (): RequestContext | undefined => requests.current()
