import { createStore, useStore } from './store'

/** A call that waits until the person has proven the second factor. */
export interface ProofRequest {
  /** False where none is set up yet: there is nothing to prove, only something to set up. */
  readonly enrolled: boolean
}

const request = createStore<ProofRequest | undefined>(undefined)
let waiting: { readonly outcome: Promise<boolean>; readonly settle: (proven: boolean) => void } | undefined

/** Asks the person for the second factor, once for all calls that wait for it. Answers whether it was proven. */
export function askForProof(asked: ProofRequest): Promise<boolean> {
  if (waiting === undefined) {
    let settle: (proven: boolean) => void = () => undefined
    const outcome = new Promise<boolean>((resolve) => (settle = resolve))
    waiting = { outcome, settle }
    request.set(asked)
  }
  return waiting.outcome
}

/** The sheet tells how it ended. */
export function answerProof(proven: boolean): void {
  const ended = waiting
  waiting = undefined
  request.set(undefined)
  ended?.settle(proven)
}

/** What is asked for now, for the sheet that asks it. */
export const useProofRequest = (): ProofRequest | undefined => useStore(request)
