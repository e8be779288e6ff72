import type { PollView } from '@linli/shared/polls/polls.schema'
import { useEffect, useRef, useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { drawCode } from '@/platform/random-code'
import { useActor } from '@/platform/session'
import { focusField } from '@/ui/focus'
import { answerOf, choicesOf, faultsOf, type Answer } from './answers'
import { forgetBallot, keepBallot, readBallot, type KeptBallot } from './kept-ballots'
import type { MyRow } from './poll-words'
import { useCast, useVote } from './queries'

/** Refusals after which it is certain that nothing was cast: whoever had voted is answered "recorded" and never these. */
const nothingCast: readonly string[] = ['validation_failed', 'poll_not_open', 'not_on_roll', 'not_found']

export const questionField = (index: number): string => `question-${index}`

/**
 * One ballot from the first tick to the receipt. A secret one draws its codes here, keeps them before it is sent, and
 * is sent again word by word until the server has answered: nobody can tell whether the first sending arrived.
 * @param onCast the way on to the receipt; only for who is still here
 */
export function useBallot(poll: PollView, row: MyRow, onCast: (kept: boolean) => void) {
  const actor = useActor()
  const owner = { accountId: actor?.accountId ?? '', pollId: poll.id, rowId: row.rowId }
  const isSecret = poll.secrecy === 'secret'
  const cast = useCast(poll.id)
  const vote = useVote(poll.id)
  const [pending, setPending] = useState<KeptBallot | undefined>(() => {
    const kept = isSecret ? readBallot(owner) : undefined
    return kept?.recorded === false ? kept : undefined
  })
  const [answers, setAnswers] = useState<readonly Answer[]>(() =>
    poll.questions.map((question, index) => answerOf(question, row.answers?.[index])),
  )
  // Questions up to here have been gone past: what is missing in them is said, in later ones not yet.
  const [tried, setTried] = useState(0)
  const [asking, setAsking] = useState(false)
  const [othersAgree, setOthersAgree] = useState(false)
  const [isDrawing, setDrawing] = useState(false)
  const [drawError, setDrawError] = useState<string>()
  // Of two taps that are faster than the screen the second would draw other codes, and those would be the ones kept.
  const busy = useRef(false)
  const once = async (act: () => Promise<void>) => {
    if (busy.current) return
    busy.current = true
    await act().finally(() => (busy.current = false))
  }
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  const [isCast, setCast] = useState(false)
  const goOn = (isKept: boolean) => {
    if (!here.current) return
    // Until the receipt is open nothing here asks for a vote that has been cast.
    setCast(true)
    onCast(isKept)
  }
  const faults = faultsOf(poll.questions, answers)
  const choices = choicesOf(poll.questions, answers)

  // By the promise and not by callbacks of the mutation: those are dropped when the page changes under them.
  const send = async (ballot: KeptBallot) => {
    setPending(ballot)
    const isKept = keepBallot(owner, ballot)
    const ballots = ballot.codes.map((code, index) => ({ code, choice: ballot.choices[index] ?? '' }))
    try {
      await cast.mutateAsync({ rowId: row.rowId, ballots })
      keepBallot(owner, { ...ballot, recorded: true })
      goOn(isKept)
    } catch (error) {
      setAsking(false)
      if (!(error instanceof ApiError && nothingCast.includes(error.code))) return
      forgetBallot(owner)
      setPending(undefined)
    }
  }

  const castSecret = async () => {
    setDrawing(true)
    setDrawError(undefined)
    const codes = await Promise.all(poll.questions.map(() => drawCode())).catch(() => undefined)
    setDrawing(false)
    if (codes) return send({ codes, choices, recorded: false })
    setDrawError('这部手机生成不了选票码，没有投出。请换一部手机，或者到社区领纸票')
    setAsking(false)
  }

  const castNamed = async () => {
    try {
      await vote.mutateAsync({
        ...{ rowId: row.rowId, answers: choices },
        othersAgree: row.sharers.length < 2 || othersAgree,
      })
      goOn(true)
    } catch {
      // The page shows the mutation's error; what was ticked stays.
      setAsking(false)
    }
  }

  return {
    answers,
    choices,
    faults: faults.map((fault, index) => (index < tried ? fault : undefined)),
    change: (index: number, answer: Answer) =>
      setAnswers((known) => known.map((one, at) => (at === index ? answer : one))),
    /** Sent before, and not answered yet: the answer can no longer be another. */
    pending,
    asking,
    othersAgree,
    setOthersAgree,
    /** Whether the question can be left behind; what is missing in it is said otherwise. */
    pass: (index: number): boolean => {
      setTried((known) => Math.max(known, index + 1))
      if (faults[index] === undefined) return true
      focusField(questionField(index))
      return false
    },
    ask: () => {
      setTried(poll.questions.length)
      const first = faults.findIndex((fault) => fault !== undefined)
      if (first < 0) setAsking(true)
      else focusField(questionField(first))
    },
    stopAsking: () => setAsking(false),
    confirm: () => {
      void once(isSecret ? castSecret : castNamed)
    },
    /** The same ballot once more. */
    resend: () => {
      if (pending) void once(() => send(pending))
    },
    sending: isDrawing || cast.isPending || vote.isPending || isCast,
    error: cast.error ?? vote.error,
    drawError,
  }
}
