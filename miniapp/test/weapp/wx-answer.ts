import type { Phone } from './phone'

export interface Callbacks {
  readonly success?: (result: unknown) => void
  readonly fail?: (error: { errMsg: string }) => void
  readonly complete?: (result: unknown) => void
}

/** Whether the app still runs: a killed one hears of nothing. */
export interface Life {
  over: boolean
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** What a wx function fails with. */
class WxFailure extends Error {
  constructor(readonly errMsg: string) {
    super(errMsg)
  }
}

/** A killed app waits for ever. */
const NEVER = new Promise<never>(() => undefined)

/**
 * How a wx function answers: later, by its callbacks or, called without any, by a promise; and to nobody once
 * the app is gone.
 */
export interface Answers {
  readonly settle: (
    options: Callbacks | undefined,
    name: string,
    work: Promise<object>,
  ) => Promise<unknown> | undefined
  readonly later: (
    options: Callbacks | undefined,
    name: string,
    work: () => unknown,
  ) => Promise<unknown> | undefined
  /** Runs a callback of the app; what it throws is a fault. */
  readonly guard: (work: () => void) => void
}

export function createAnswers(phone: Phone, life: Life): Answers {
  const guard = (work: () => void) => {
    if (life.over) return
    try {
      work()
    } catch (error) {
      phone.fault(error instanceof Error ? (error.stack ?? error.message) : String(error))
    }
  }
  const settle: Answers['settle'] = (options, name, work) => {
    const { success, fail, complete } = options ?? {}
    const answered = work
      .then(
        (result) => ({ errMsg: `${name}:ok`, ...result }),
        (error: unknown) => {
          throw new WxFailure(`${name}:fail ${reasonOf(error)}`)
        },
      )
      .finally(() => (life.over ? NEVER : undefined))
    if (success === undefined && fail === undefined && complete === undefined) return answered
    answered.then(
      (result) =>
        guard(() => {
          success?.(result)
          complete?.(result)
        }),
      (failure: WxFailure) =>
        guard(() => {
          if (fail === undefined) phone.fault(`${failure.errMsg}, and nobody handles it`)
          fail?.(failure)
          complete?.(failure)
        }),
    )
    return undefined
  }
  const later: Answers['later'] = (options, name, work) => {
    const turn = new Promise<void>((resolve) => setImmediate(resolve))
    return settle(
      options,
      name,
      turn.then(() => work() ?? {}),
    )
  }
  return { settle, later, guard }
}
