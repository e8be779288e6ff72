import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { isAlreadySent } from '@/platform/use-attempt'
import { Banner } from '@/ui/banner'

/**
 * Why an act did not happen, without what stands beside its field already; null where that is everything.
 * @param status what the case is now, in words, where the page knows it
 */
export function faultSentence(
  error: Error | null,
  beside: readonly string[] = [],
  status?: string,
): string | null {
  if (error === null || isAlreadySent(error)) return null
  if (!(error instanceof ApiError)) return `${sentenceOf(error)}。您写的内容还在`
  if (error.status === 409)
    return `别人刚改过，已刷新${status === undefined ? '' : `，现在是“${status}”`}。您写的内容还在`
  const elsewhere = error.issues.filter(({ path }) => !beside.includes(path.replace(/^body\./, '')))
  if (error.issues.length > 0 && elsewhere.length === 0) return null
  const words = elsewhere.length > 0 ? elsewhere.map(({ message }) => message).join('。') : sentenceOf(error)
  return `${words}。您写的内容还在`
}

interface ActFaultProps {
  readonly error: Error | null
  /** Fields that say themselves what is wrong with them. */
  readonly beside?: readonly string[] | undefined
  /** What the case is now, in words. */
  readonly status?: string | undefined
  readonly onClose?: () => void
}

/** An act that did not happen, where the person who did it is looking. */
export function ActFault({ error, beside, status, onClose }: ActFaultProps) {
  const sentence = faultSentence(error, beside, status)
  if (sentence === null) return null
  const raced = error instanceof ApiError && error.status === 409
  return (
    <Banner kind={raced ? 'wait' : 'alert'} {...(onClose && { onClose })}>
      {sentence}
    </Banner>
  )
}
