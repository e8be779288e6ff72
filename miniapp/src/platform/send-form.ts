import type { UseMutateAsyncFunction } from '@tanstack/react-query'
import type { Attempts } from './use-attempt'

interface FormEnds<Data> {
  /** The sendings of this form, to be told how this one ended. */
  readonly attempt?: Pick<Attempts, 'settle'>
  /** Forgets what this device keeps of the form, once it has arrived. */
  readonly forget: () => void
  /** The way on; only while the form is open. */
  readonly onSuccess?: (data: Data) => void
  readonly onError?: (error: Error) => void
  readonly onSettled?: () => void
}

/**
 * Sends what was written into a form. React Query calls nobody whose page was left meanwhile, which is right for the
 * way on (a toast, another page) and wrong for the draft: words that have arrived would lie there as if they had not,
 * to be sent twice. So `attempt` and `forget` hear of every end.
 */
export function sendForm<Data, Body>(
  { mutateAsync }: { readonly mutateAsync: UseMutateAsyncFunction<Data, Error, Body> },
  body: NoInfer<Body>,
  { attempt, forget, onSuccess, onError, onSettled }: FormEnds<Data>,
): void {
  mutateAsync(body, {
    ...(onSuccess && { onSuccess: (data) => onSuccess(data) }),
    ...(onError && { onError: (error) => onError(error) }),
    ...(onSettled && { onSettled: () => onSettled() }),
  }).then(
    () => {
      attempt?.settle(null)
      forget()
    },
    (error: Error) => attempt?.settle(error),
  )
}
