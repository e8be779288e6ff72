import { attemptsOf, isAlreadySent } from './use-attempt'

/**
 * Sends an act so that a second tap after a lost answer is the same act: under one key, and with the version it was
 * judged by, until an answer has come. Words that were changed in between are told apart by the server, which has the
 * first ones; then the page shows what stands, and the next tap is an act of its own.
 * @param name names the act and what it is about, with the version it is judged by where it has one: once the page shows
 * the next version, a tap means something new
 */
export async function sendOnce<Body extends object, Answer>(
  name: string,
  body: Body,
  send: (body: Body, options: { readonly idempotencyKey: string }) => Promise<Answer>,
): Promise<Answer> {
  const attempts = attemptsOf(name)
  const attempt = attempts.begin(body)
  try {
    const answer = await send(attempt.body, { idempotencyKey: attempt.idempotencyKey })
    attempts.settle(null)
    return answer
  } catch (error) {
    if (isAlreadySent(error)) attempts.startAnew()
    else attempts.settle(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
}
