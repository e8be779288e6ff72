import type { UseMutationResult } from '@tanstack/react-query'

/** How a sending ends. */
interface Ends<Result> {
  /** Told the end whatever it is: null when it arrived. */
  readonly settled?: (error: Error | null) => void
  /** What has to be put away once it arrived: the draft, the photos. */
  readonly arrived: (result: Result) => void
  /** What the screen says and where it goes, as long as somebody looks at it. */
  readonly shown?: (result: Result) => void
}

/**
 * Sends, and puts away what was sent also when the page has been left meanwhile: a form that is opened again does not
 * show words that have arrived. An error stays with the mutation, which shows it.
 */
export function carry<Result, Input>(
  mutation: Pick<UseMutationResult<Result, Error, Input>, 'mutateAsync'>,
  input: Input,
  { settled, arrived, shown }: Ends<Result>,
): void {
  mutation.mutateAsync(input, shown === undefined ? {} : { onSuccess: shown }).then(
    (result) => {
      settled?.(null)
      arrived(result)
    },
    (error: unknown) => settled?.(error instanceof Error ? error : new Error(String(error))),
  )
}
