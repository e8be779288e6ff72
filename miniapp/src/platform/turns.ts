/** Runs each act when the one before has ended, however it ended: the server meets them in the order they were meant. */
export function createTurns(): <T>(act: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (act) => {
    const own = last.then(act, act)
    last = own
    return own
  }
}
