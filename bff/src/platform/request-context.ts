import { AsyncLocalStorage } from 'node:async_hooks'

/** What every line logged during one request carries. */
export interface RequestContext {
  readonly requestId: string
  /** The route's pattern, `GET /notices/{id}`; set once it is known. */
  route?: string
  accountId?: string
  communityId?: string
  /** The route keeps nothing of who came when (a secret ballot): neither may any line logged on the way. */
  detached?: true
}

const storage = new AsyncLocalStorage<RequestContext>()

export const runInRequest = <T>(context: RequestContext, fn: () => T): T => storage.run(context, fn)

/** The request being served, or undefined in jobs and scripts. */
export const currentRequest = (): RequestContext | undefined => storage.getStore()
