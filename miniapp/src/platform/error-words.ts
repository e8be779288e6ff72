import { ApiError } from './api-error'
import { NetworkError } from './network-error'

/** An error as a person reads it: what happened, what to do now. */
export interface ErrorWords {
  readonly what: string
  readonly next?: string | undefined
  readonly requestId?: string | undefined
  /** Is trying again worth anything? */
  readonly retry: boolean
}

const TOO_MANY = 429

/** The id in the page's address is none: cut on its way, or typed. Nobody has filled in a form wrongly. */
const namesNothing = ({ issues }: ApiError): boolean =>
  issues.length > 0 && issues.every(({ path }) => path.startsWith('params.'))

/** Words for anything a request can throw. */
export function wordsOf(error: unknown): ErrorWords {
  if (error instanceof NetworkError) {
    return error.kind === 'timeout'
      ? { what: '等了很久没有回应', next: '网络可能不稳，请过一会儿再试', retry: true }
      : { what: '现在没有网络', next: '连上网后再试一次', retry: true }
  }
  if (error instanceof ApiError) {
    if (namesNothing(error))
      return { what: '没有找到这一页要看的内容', next: '地址可能不完整，请返回上一页再打开', retry: false }
    const retry = error.status >= 500 || error.status === TOO_MANY
    return { what: error.message, requestId: retry ? error.requestId : undefined, retry }
  }
  return { what: '页面出了点问题', next: '请再试一次，不行就退出重新打开', retry: true }
}

/** For a toast or the line under a button. */
export function sentenceOf(error: unknown): string {
  const { what, next } = wordsOf(error)
  return next === undefined ? what : `${what}，${next}`
}
